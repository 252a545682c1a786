import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Failure } from '../../bootstrap/failure.mjs';

/** A line of a table by the words of its first line. */
export type Row = Readonly<Record<string, string>>;

const QUOTED = /"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/gy;

/** The cells of one line; quotes around a cell are taken away. */
export function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  QUOTED.lastIndex = 0;
  while (QUOTED.lastIndex < line.length) {
    const [, quoted, plain] = QUOTED.exec(line) ?? [];
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  }
  if (line.endsWith(',')) cells.push('');
  return cells;
}

/** The rows of a table, one after the other, so that a file of any size takes no more memory. @throws Failure where it lacks a column */
export async function* rowsOf(path: string, columns: readonly string[]): AsyncGenerator<Row, void, undefined> {
  const file = createReadStream(path);
  const lines = createInterface({ input: file, crlfDelay: Infinity });
  let places: number[] | undefined;
  try {
    for await (const line of lines) {
      if (line === '') continue;
      const cells = cellsOf(line);
      if (!places) {
        const heads = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
        places = columns.map((column) => heads.indexOf(column));
        const missing = columns.filter((_, at) => places?.[at] === -1);
        if (missing.length > 0) throw new Failure(`${path} has no column ${missing.join(', ')}`, 'Is it a file of the OULAD data set?');
        continue;
      }
      const row: Record<string, string> = {};
      for (const [at, column] of columns.entries()) row[column] = cells[places[at]!] ?? '';
      yield row;
    }
  } finally {
    lines.close();
    file.destroy();
  }
}
