import { lineOf, type Gradebook } from '@lyceum/contracts';
import type { Rows } from '#lib/live/rows.ts';

/**
 * The gradebook after a line of it has changed. Null when it shows somebody or something that this page does not know yet
 * (a new student's name, a new quiz): then it has to be read again.
 */
export function withLine(book: Gradebook, line: Rows['gradebook'], now: string): Gradebook | null {
  const { attempts, overrides } = line;
  const known = book.rows.some(({ personId }) => personId === line.personId);
  if (!known) return line.phase === 'left' && Object.keys({ ...attempts, ...overrides }).length === 0 ? book : null;
  const columns = new Set(book.columns.map(({ id }) => id));
  if (Object.keys(attempts).some((id) => !columns.has(id))) return null;
  const cells = lineOf(book.columns, line, book.settings, now);
  const rows = book.rows.map((row) => (row.personId === line.personId ? { ...row, ...cells } : row));
  return { ...book, rows };
}

/** Lines whose name has all the words; the order is that of names. */
export function shownLines(book: Gradebook, search: string, forgotten: string): Gradebook['rows'] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const nameOf = ({ name }: Gradebook['rows'][number]) => name ?? forgotten;
  return book.rows
    .filter((row) => words.every((word) => nameOf(row).toLowerCase().includes(word)))
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
}
