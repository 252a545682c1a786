/** A figure that a benchmark printed: `BENCH {"name":…}` on a line of its own. */
export type Row = { name: string; figure: number; unit: string; ratio?: number; against?: string };

const isRow = (value: unknown): value is Row => {
  const row = value as Partial<Row> | null;
  return (
    typeof row?.name === 'string' &&
    typeof row.figure === 'number' &&
    typeof row.unit === 'string' &&
    (row.ratio === undefined || typeof row.ratio === 'number') &&
    (row.against === undefined || typeof row.against === 'string')
  );
};

/** The row in a line of output; null where there is none. Throws where a line claims to be one and is not. */
export const rowOf = (line: string): Row | null => {
  if (!line.startsWith('BENCH ')) return null;
  const value: unknown = JSON.parse(line.slice(6));
  if (!isRow(value)) throw new Error(`not a row: ${line}`);
  return value;
};

const number = (value: number) => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

/** All rows as one table; the figures stand under each other. */
export const table = (rows: readonly Row[]): string => {
  const cells = rows.map((row) => [
    row.name,
    number(row.figure),
    row.unit,
    row.ratio === undefined ? '' : `${number(row.ratio)}×${row.against ? ` ${row.against}` : ''}`,
  ]);
  const width = [0, 1, 2].map((column) => Math.max(0, ...cells.map((cell) => cell[column]?.length ?? 0)));
  return cells
    .map(([name = '', figure = '', unit = '', ratio = '']) =>
      `${name.padEnd(width[0] ?? 0)}  ${figure.padStart(width[1] ?? 0)} ${unit.padEnd(width[2] ?? 0)}  ${ratio}`.trimEnd(),
    )
    .join('\n');
};
