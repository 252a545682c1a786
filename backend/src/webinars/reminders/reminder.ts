import {
  instant,
  MINUTE,
  type Id,
  type Recorded,
  type WebinarEvent,
  type WebinarPlan,
  type WebinarReminderEvent,
  type WebinarSummary,
} from '@lyceum/contracts';
import { knownOf } from '../planning/standing.ts';
import { webinars, type Scheduled, type Webinar } from '../planning/webinar.ts';

/** Somebody who is to be there, as what, and by which ticket. */
export interface Expected {
  readonly personId: Id;
  readonly as: WebinarSummary['as'];
  readonly ticketId: Id | null;
}

/** Everybody who is to be there: the host, who speaks, and who has a seat. */
function expected(webinar: Scheduled): readonly Expected[] {
  const { hostId, speakerIds } = knownOf(webinar);
  const people = new Map<Id, Expected>([[hostId, { personId: hostId, as: 'host', ticketId: null }]]);
  const add = (one: Expected) => people.has(one.personId) || people.set(one.personId, one);
  for (const personId of speakerIds) add({ personId, as: 'speaker', ticketId: null });
  for (const [personId, { standing, ticketId }] of webinar.people)
    if (standing === 'confirmed') add({ personId, as: 'attendee', ticketId });
  return [...people.values()];
}

const stateOf = (facts: readonly Recorded<WebinarEvent>[]): Webinar => facts.reduce<Webinar>(webinars.evolve, webinars.initial);

/** What people are reminded of, and who is. */
export interface Reminder {
  readonly plan: WebinarPlan;
  readonly people: readonly Expected[];
}

/** Those are reminded who were to be there when the reminder became due, and still are; nobody where it begins at another time by now. */
export function reminderOf(
  facts: readonly Recorded<WebinarEvent>[],
  { start, minutes }: Pick<WebinarReminderEvent['data'], 'start' | 'minutes'>,
): Reminder | null {
  const due = instant(Date.parse(start) - minutes * MINUTE);
  const then = stateOf(facts.filter(({ metadata }) => metadata.at < due));
  const now = stateOf(facts);
  if (then.phase === 'none' || now.phase !== 'scheduled' || now.plan.start !== start) return null;
  const before = new Set(expected(then).map(({ personId }) => personId));
  return { plan: now.plan, people: expected(now).filter(({ personId }) => before.has(personId)) };
}
