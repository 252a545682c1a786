import type { Attendance } from '@lyceum/contracts';
import { csv } from '../files/csv.ts';

/** Who was there, for a spreadsheet: instants in UTC, minutes, the share of the time. */
export function attendanceCsv({ items, absent }: Pick<Attendance, 'items' | 'absent'>): string {
  const rows = items.map(({ person, first, last, minutes, share }) => [person.name ?? '', first, last ?? '', minutes, share]);
  const missing = absent.map(({ name }) => [name ?? '', '', '', 0, 0]);
  return csv([['name', 'first', 'last', 'minutes', 'share'], ...rows, ...missing]);
}
