/** A PDF of pages that each say a line in large letters. `locked`: it says that a password protects it. */
export function pdf(lines: readonly string[], { locked = false } = {}): Buffer {
  const kids = lines.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 640 360] /Resources << /Font << /F1 3 0 R >> >> /Contents ${content} 0 R >>`;
  const content = (line: string) => {
    const drawn = `BT /F1 40 Tf 60 170 Td (${line.replaceAll(/[\\()]/g, '\\$&')}) Tj ET`;
    return `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
  };
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...lines.flatMap((line, i) => [page(5 + 2 * i), content(line)]),
  ];
  let file = '%PDF-1.7\n';
  const at = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  const [owner, user] = ['a'.repeat(64), 'b'.repeat(64)];
  const lock = locked ? ` /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <${owner}> /U <${user}> >>` : '';
  return Buffer.from(`${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${table}\n%%EOF\n`, 'latin1');
}
