/** Lines of cells under their heads; columns of figures stand right. */
export function textTable(heads: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => String(line[column] ?? '').length)));
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  const figures = heads.map((head, column) =>
    lines.length > 0 && lines.every((cells) => typeof cells[column] === 'number') ? head.padStart(widths[column]!) : head,
  );
  return [line(figures), ...lines.map(line)].join('\n');
}
