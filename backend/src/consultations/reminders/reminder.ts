import type { Instant, ReminderEvent, WebinarReminderEvent } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';

/** Which reminders of a booking or of a webinar there were: by how long before, and of which start. */
export type Reminded = ReadonlySet<string>;

const keyOf = (start: Instant, minutes: number): string => `${minutes} ${start}`;

type Reminding = ReminderEvent | WebinarReminderEvent;

/** `reminders-ID`, of the booking or the webinar. */
export const reminders: Decider<Reminded, Reminding> = {
  stream: (id) => `reminders-${id}`,
  initial: new Set(),
  evolve: (reminded, { data }) => new Set([...reminded, keyOf(data.start, data.minutes)]),
};

/** Of each start people are reminded once in each of its ways. */
export const remind = (reminded: Reminded, fact: Reminding): Decision<Reminding> =>
  reminded.has(keyOf(fact.data.start, fact.data.minutes)) ? nothing() : accept(fact);
