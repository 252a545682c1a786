import { gradeOf, type Gradebook } from '@lyceum/contracts';
import type { Rows } from '#lib/live/rows.ts';

/**
 * The gradebook after a line of it has changed. Null when it shows somebody or something that this page does not know yet
 * (a new student's name, a new quiz): then it has to be read again.
 */
export function withLine(book: Gradebook, line: Rows['gradebook']): Gradebook | null {
  const known = book.rows.some(({ personId }) => personId === line.personId);
  if (!known) return line.phase === 'left' && Object.keys(line.attempts).length === 0 ? book : null;
  const columns = new Set(book.columns.map(({ id }) => id));
  if (Object.keys(line.attempts).some((id) => !columns.has(id))) return null;
  const grades = Object.fromEntries(book.columns.map(({ id, counts }) => [id, gradeOf(line.attempts[id] ?? [], counts)]));
  const total = Object.values(grades).reduce((sum, grade) => sum + (grade?.score ?? 0), 0);
  const rows = book.rows.map((row) => (row.personId === line.personId ? { ...row, grades, total } : row));
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
