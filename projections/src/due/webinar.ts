import { REMINDERS, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import { NEVER } from './booking.ts';
import type { Thing } from './projection.ts';
import { remindAt } from './reminder.ts';

/** Those who are to be at a webinar are to be reminded of it so many minutes before it begins. */
export interface WebinarReminderDue {
  readonly what: 'remind-of-webinar';
  readonly at: Instant;
  readonly webinarId: Id;
  readonly start: Instant;
  readonly minutes: number;
}

export const WEBINAR_REMINDER_FACTS = [
  'webinars.WebinarScheduled.v1',
  'webinars.WebinarEdited.v1',
  'webinars.WebinarCancelled.v1',
  'webinars.WebinarNeared.v1',
  'webinars.RoomOpened.v1',
] as const;
export type WebinarReminderFact = (typeof WEBINAR_REMINDER_FACTS)[number];

const PREFIX = 'webinar ';

/** The keys of the reminders of a webinar. */
export const webinarReminderKeys = (webinarId: Id): readonly string[] => REMINDERS.map((minutes) => `${PREFIX}${webinarId} ${minutes}`);
export const isWebinarReminderKey = (key: string): boolean => key.startsWith(PREFIX);

export function foldWebinarReminder(
  row: Thing | undefined,
  { type, data, metadata }: Recorded<EventOf<WebinarReminderFact>>,
  key: string,
): Thing | null | undefined {
  const due = row?.what === 'remind-of-webinar' ? row : undefined;
  switch (type) {
    case 'webinars.WebinarScheduled.v1':
    case 'webinars.WebinarEdited.v1': {
      const { webinarId, plan } = data;
      // Whatever else changes: of one beginning people are reminded once.
      if (due?.start === plan.start) return undefined;
      const minutes = Number(key.split(' ')[2]);
      return { what: 'remind-of-webinar', at: remindAt(plan.start, minutes, metadata.at), webinarId, start: plan.start, minutes };
    }
    case 'webinars.WebinarNeared.v1':
      return due?.minutes === data.minutes && due.start === data.start ? { ...due, at: NEVER } : undefined;
    case 'webinars.WebinarCancelled.v1':
    case 'webinars.RoomOpened.v1':
      return due && null;
  }
}
