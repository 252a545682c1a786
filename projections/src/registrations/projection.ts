import type { Id, Instant, RegistrationPhase } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** Where one person stands with one webinar. */
export interface RegistrationRow {
  readonly webinarId: Id;
  readonly personId: Id;
  readonly phase: RegistrationPhase;
  /** When they came to ask for a place. */
  readonly since: Instant;
  readonly ticketId: Id | null;
  /** When a host looked at the ticket. */
  readonly checked: Instant | null;
  readonly reason: string;
}

export const registrationKey = (webinarId: Id, personId: Id): string => `${webinarId}:${personId}`;

type From =
  | 'webinars.RegistrationRequested.v1'
  | 'webinars.RegistrationRefused.v1'
  | 'webinars.RegistrationConfirmed.v1'
  | 'webinars.WaitingListJoined.v1'
  | 'webinars.RegistrationWithdrawn.v1'
  | 'webinars.TicketChecked.v1';

export const registrations = projection<RegistrationRow, From>({
  name: 'registrations',
  version: 2,
  from: [
    'webinars.RegistrationRequested.v1',
    'webinars.RegistrationRefused.v1',
    'webinars.RegistrationConfirmed.v1',
    'webinars.WaitingListJoined.v1',
    'webinars.RegistrationWithdrawn.v1',
    'webinars.TicketChecked.v1',
  ],
  key: ({ data: { webinarId, personId } }) => registrationKey(webinarId, personId),
  fold: (row, fact) => {
    const { webinarId, personId } = fact.data;
    const { at } = fact.metadata;
    const since = row === undefined || row.phase === 'none' ? at : row.since;
    const of = { webinarId, personId, since, ticketId: null, checked: null, reason: '' };
    switch (fact.type) {
      case 'webinars.RegistrationRequested.v1':
        return { ...of, phase: 'requested' };
      case 'webinars.RegistrationRefused.v1':
        return { ...of, phase: 'refused', reason: fact.data.reason ?? '' };
      case 'webinars.RegistrationConfirmed.v1':
        return { ...of, phase: 'confirmed', ticketId: fact.data.ticketId };
      case 'webinars.WaitingListJoined.v1':
        // Who waits does so from now on, whenever they asked.
        return { ...of, phase: 'waiting', since: at };
      case 'webinars.RegistrationWithdrawn.v1':
        return { ...of, phase: fact.data.by === 'host' ? 'refused' : 'none' };
      case 'webinars.TicketChecked.v1':
        return row && { ...row, checked: row.checked ?? at };
    }
  },
  indexes: [
    { webinarId: 1, since: 1, _id: 1 },
    { webinarId: 1, phase: 1, since: 1 },
    { personId: 1, phase: 1 },
    { personId: 1, position: 1 },
    { webinarId: 1, position: 1 },
  ],
  rooms: { person: 'personId', webinar: 'webinarId' },
  views: (row) => [
    { room: `person:${row.personId}`, audience: 'member', row },
    { room: `webinar:${row.webinarId}`, audience: 'staff', row },
  ],
});
