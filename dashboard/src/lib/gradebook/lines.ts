import { lineOf, settledAt, type Gradebook, type GradebookColumn } from '@lyceum/contracts';
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
  const rows = book.rows.map((row) =>
    row.personId === line.personId ? { ...row, ...lineOf(book.columns, { ...line, attended: row.attended }, book.settings, now) } : row,
  );
  return { ...book, rows };
}

/** Whether what happened to a webinar is for the columns to show; that people register is not. */
export function changesColumns({ columns }: Pick<Gradebook, 'columns'>, row: Rows['webinars']): boolean {
  const column = columns.find(({ id }) => id === row.webinarId);
  const grading = row.cancelled === null ? row.grading : null;
  if (!column || grading === null) return (column === undefined) !== (grading === null);
  const settles = settledAt(row);
  const { title, maxScore, webinar } = column;
  return title !== row.title || maxScore !== grading.maxScore || webinar?.fullFrom !== grading.fullFrom || webinar.settles !== settles;
}

/** When the marks of the next webinar stand, in milliseconds; null where none is to come. */
export function settlesNext(columns: readonly GradebookColumn[], now: number): number | null {
  const coming = columns.map(({ webinar }) => Date.parse(webinar?.settles ?? '')).filter((at) => at > now);
  return coming.length === 0 ? null : Math.min(...coming);
}

/** Lines whose name has all the words; the order is that of names. */
export function shownLines(book: Gradebook, search: string, forgotten: string): Gradebook['rows'] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const nameOf = ({ name }: Gradebook['rows'][number]) => name ?? forgotten;
  return book.rows
    .filter((row) => words.every((word) => nameOf(row).toLowerCase().includes(word)))
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
}
