import type { Instant, ReminderEvent } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';

/** Which reminders of a booking there were: by how long before, and of which start. */
export type Reminded = ReadonlySet<string>;

const keyOf = (start: Instant, minutes: number): string => `${minutes} ${start}`;

/** `reminders-BOOKINGID`. */
export const reminders: Decider<Reminded, ReminderEvent> = {
  stream: (bookingId) => `reminders-${bookingId}`,
  initial: new Set(),
  evolve: (reminded, { data }) => new Set([...reminded, keyOf(data.start, data.minutes)]),
};

/** Of each start people are reminded once in each of its ways. */
export const remind = (reminded: Reminded, data: ReminderEvent['data']): Decision<ReminderEvent> =>
  reminded.has(keyOf(data.start, data.minutes)) ? nothing() : accept({ type: 'consultations.SessionNeared.v1', data });
