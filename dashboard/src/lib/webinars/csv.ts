import type { Attendance } from '@lyceum/contracts';

/** A text as a cell (RFC 4180). What a spreadsheet would take for a formula is kept a text. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Who was there, for a spreadsheet: instants in UTC, minutes, the share of the time. */
export function attendanceCsv({ items, absent }: Pick<Attendance, 'items' | 'absent'>): string {
  const rows = items.map(({ person, first, last, minutes, share }) => [
    person.name ?? '',
    first,
    last ?? '',
    String(minutes),
    String(share),
  ]);
  const missing = absent.map(({ name }) => [name ?? '', '', '', '0', '0']);
  return [['name', 'first', 'last', 'minutes', 'share'], ...rows, ...missing].map((row) => row.map(cell).join(',')).join('\r\n');
}
