import type { Id, Instant } from '@lyceum/contracts';
import type { BookingRow, ReadModels } from '@lyceum/projections';
import type { SessionEntry } from './other-calendar.ts';

const AT_ONCE = 200;
const MOST = 1000;

/** A person's sessions that are agreed on and begin before an instant, as they stand in their other calendars. */
export async function sessionsOf(models: ReadModels, personId: Id, before: Instant): Promise<readonly SessionEntry[]> {
  const rows: BookingRow[] = [];
  for (let cursor: string | undefined; rows.length < MOST;) {
    const { items, next } = await models.bookings.page({ personId, when: 'coming', limit: AT_ONCE, cursor });
    rows.push(...items.filter(({ phase, start }) => phase === 'confirmed' && start < before));
    if (next === null || (items.at(-1)?.start ?? before) >= before) break;
    cursor = next;
  }
  const names = await models.people.names(rows.flatMap(({ people }) => people));
  return rows.map(({ bookingId, start, length, moves, since, instructorId, studentId }) => {
    const name = names.get(personId === instructorId ? studentId : instructorId);
    return { bookingId, start, length, moves, since, title: name ? `Consultation with ${name}` : 'Consultation' };
  });
}
