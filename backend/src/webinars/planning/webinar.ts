import type { AttendanceGrading, Id, WebinarEvent, WebinarPlan } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';

/** Where somebody stands with a webinar; who withdrew stands nowhere. */
export type Standing = 'requested' | 'confirmed' | 'waiting' | 'refused';

interface Registered {
  readonly standing: Standing;
  readonly ticketId: Id | null;
}

/** A webinar that was scheduled. */
export interface Scheduled {
  readonly phase: 'scheduled' | 'cancelled';
  readonly webinarId: Id;
  readonly hostId: Id;
  readonly plan: WebinarPlan;
  /** How attendance counts in the gradebook of its course; null where it does not. */
  readonly grading: AttendanceGrading | null;
  /** In the order in which they registered. */
  readonly people: ReadonlyMap<Id, Registered>;
  /** How many seats are taken. */
  readonly taken: number;
}

export type Webinar = { readonly phase: 'none' } | Scheduled;

const form = z.codec(
  z.object({
    phase: z.enum(['scheduled', 'cancelled']),
    webinarId: z.string(),
    hostId: z.string(),
    plan: z.custom<WebinarPlan>(),
    grading: z.custom<AttendanceGrading>().nullable(),
    people: z.array(
      z.tuple([
        z.string(),
        z.object({ standing: z.enum(['requested', 'confirmed', 'waiting', 'refused']), ticketId: z.string().nullable() }),
      ]),
    ),
    taken: z.int(),
  }),
  z.custom<Webinar>(),
  {
    decode: ({ people, ...rest }) => ({ ...rest, people: new Map(people) }),
    encode: (webinar) => {
      if (webinar.phase === 'none') throw new Error('there is nothing to keep of no webinar');
      return { ...webinar, people: [...webinar.people] };
    },
  },
);

function stands(webinar: Scheduled, personId: Id, standing: Standing | null, ticketId: Id | null = null): Scheduled {
  const people = new Map(webinar.people);
  const before = people.get(personId)?.standing;
  // Who comes to wait is the last of those who do.
  if (standing === null || standing === 'waiting') people.delete(personId);
  if (standing !== null) people.set(personId, { standing, ticketId });
  const taken = webinar.taken + (standing === 'confirmed' ? 1 : 0) - (before === 'confirmed' ? 1 : 0);
  return { ...webinar, people, taken };
}

/** `webinar-WEBINARID`: the one stream in which its seats are decided. */
export const webinars: Decider<Webinar, WebinarEvent> = {
  stream: (webinarId) => `webinar-${webinarId}`,
  initial: { phase: 'none' },
  evolve: (webinar, fact) => {
    if (fact.type === 'webinars.WebinarScheduled.v1') {
      return { phase: 'scheduled', ...fact.data, grading: null, people: new Map(), taken: 0 };
    }
    if (webinar.phase === 'none') return webinar;
    switch (fact.type) {
      case 'webinars.WebinarEdited.v1':
        return { ...webinar, plan: fact.data.plan };
      case 'webinars.WebinarCancelled.v1':
        return { ...webinar, phase: 'cancelled' };
      case 'webinars.AttendanceGradingSet.v1':
        return { ...webinar, grading: fact.data.grading };
      case 'webinars.RegistrationRequested.v1':
        return stands(webinar, fact.data.personId, 'requested');
      case 'webinars.RegistrationRefused.v1':
        return stands(webinar, fact.data.personId, 'refused');
      case 'webinars.RegistrationConfirmed.v1':
        return stands(webinar, fact.data.personId, 'confirmed', fact.data.ticketId);
      case 'webinars.WaitingListJoined.v1':
        return stands(webinar, fact.data.personId, 'waiting');
      case 'webinars.RegistrationWithdrawn.v1':
        // From whom the host took it away is refused until the host says otherwise: else they would be back at once.
        return stands(webinar, fact.data.personId, fact.data.by === 'host' ? 'refused' : null);
      case 'webinars.TicketChecked.v1':
        return webinar;
    }
  },
  snapshot: { version: 3, every: 500, form },
};

/** Whether a seat is left. */
export const hasSeat = ({ plan: { seats }, taken }: Scheduled): boolean => seats === null || taken < seats;

export const standingOf = (webinar: Scheduled, personId: Id): Standing | null => webinar.people.get(personId)?.standing ?? null;

/** Those who wait, the next first. */
export const waitingFor = ({ people }: Scheduled): Id[] =>
  [...people].flatMap(([id, { standing }]) => (standing === 'waiting' ? [id] : []));

/** The seats that are free after `facts` go to those who wait, in their order and in the same append. */
export function seatWaiting(webinar: Scheduled, facts: readonly WebinarEvent[], ticketFor: (personId: Id) => Id): readonly WebinarEvent[] {
  const after = facts.reduce((state: Webinar, fact) => webinars.evolve(state, fact), webinar);
  if (after.phase !== 'scheduled') return facts;
  const free = after.plan.seats === null ? Infinity : after.plan.seats - after.taken;
  const seated = waitingFor(after).slice(0, Math.max(0, free));
  return [
    ...facts,
    ...seated.map((personId): WebinarEvent => {
      const { webinarId } = webinar;
      return { type: 'webinars.RegistrationConfirmed.v1', data: { webinarId, personId, ticketId: ticketFor(personId), from: 'waiting' } };
    }),
  ];
}
