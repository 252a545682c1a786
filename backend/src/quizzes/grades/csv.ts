import type { Gradebook } from '@lyceum/contracts';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export const PERSON = 'Person';
export const NAME = 'Name';
const TOTAL = ['Total', 'Percent', 'Letter'];

/** A gradebook as a spreadsheet takes it (RFC 4180, UTF-8 with a byte order mark); what could run as a formula is made text. */
export function toCsv({ columns, rows }: Gradebook): string {
  const header = [PERSON, NAME, ...columns.map(({ title }) => title), ...TOTAL];
  const lines = rows.map(({ personId, name, grades, total, percent, letter }) => [
    personId,
    name ?? '',
    ...columns.map(({ id }) => grades[id]?.score ?? ''),
    total,
    percent ?? '',
    letter ?? '',
  ]);
  return stringify([header, ...lines], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

/** A line of a file: where it stands (from 1) and its cells by the words of the first line. */
export interface CsvLine {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** The file is no table; the message says why. */
export class CsvUnreadable extends Error {}

const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** What parts the cells of a table: of commas, semicolons and tabs the one that its first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/**
 * The lines of a table whose first line names its columns; commas, semicolons or tabs part them.
 * @throws CsvUnreadable
 */
export function readCsv(text: string): { readonly header: readonly string[]; readonly lines: readonly CsvLine[] } {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }) as unknown as typeof records;
  } catch (error) {
    throw new CsvUnreadable(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const [first, ...rest] = records;
  if (!first) throw new CsvUnreadable('The file is empty');
  const header = first.record.map(unguarded);
  const lines = rest.map(({ record, info }) => ({
    line: info.lines,
    cells: new Map(header.map((name, at) => [name, unguarded(record[at] ?? '')])),
  }));
  return { header, lines };
}

/** A number as spreadsheets write it: with a decimal point or comma; null where the cell is empty. */
export function scoreIn(cell: string): number | null | undefined {
  if (cell === '') return null;
  return /^\d{1,9}(?:[.,]\d{1,10})?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined;
}
