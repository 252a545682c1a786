import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** An instructor and a client: their sessions, what is still to do, and whom the client lets see their history. */
export interface ClientRow {
  readonly instructorId: Id;
  readonly studentId: Id;
  /** Whether they ever agreed on a session. */
  readonly agreed: boolean;
  /** Bookings that stand, by id. */
  readonly standing: Readonly<Record<Id, { readonly start: Instant; readonly agreed: boolean }>>;
  /** How many sessions took place, and when the last began. */
  readonly held: number;
  readonly last: Instant | null;
  /** Next steps that are not done. */
  readonly open: readonly Id[];
  readonly grants: readonly { readonly granteeId: Id; readonly since: Instant }[];
  /** The same people, for who asks what they may see. */
  readonly grantees: readonly Id[];
  /** When they last did something together. */
  readonly touched: Instant;
}

export const clientKey = (instructorId: Id, studentId: Id): string => `${instructorId}:${studentId}`;

/** When the next session is, of those that are agreed on. */
export const nextOf = ({ standing }: ClientRow): Instant | null =>
  Object.values(standing)
    .filter(({ agreed }) => agreed)
    .map(({ start }) => start)
    .toSorted()[0] ?? null;

const FROM = [
  'consultations.BookingHeld.v1',
  'consultations.HoldExpired.v1',
  'consultations.BookingRequested.v1',
  'consultations.BookingConfirmed.v1',
  'consultations.BookingRefused.v1',
  'consultations.BookingCancelled.v1',
  'consultations.BookingRescheduled.v1',
  'consultations.SessionHeld.v1',
  'consultations.NoShowRecorded.v1',
  'consultations.FollowUpSet.v1',
  'consultations.FollowUpDone.v1',
  'consultations.FollowUpRemoved.v1',
  'consultations.HistoryGranted.v1',
  'consultations.HistoryWithdrawn.v1',
] as const;
type Known = Recorded<EventOf<(typeof FROM)[number]>>;

const without = <T>(record: Readonly<Record<Id, T>>, id: Id): Readonly<Record<Id, T>> => {
  const { [id]: _, ...others } = record;
  return others;
};

const withGrants = (row: ClientRow, grants: ClientRow['grants']): ClientRow => ({
  ...row,
  grants,
  grantees: grants.map(({ granteeId }) => granteeId),
});

function agreed(row: ClientRow, bookingId: Id): ClientRow {
  const booking = row.standing[bookingId];
  return booking ? { ...row, agreed: true, standing: { ...row.standing, [bookingId]: { ...booking, agreed: true } } } : row;
}

function after(row: ClientRow, fact: Known): ClientRow {
  switch (fact.type) {
    case 'consultations.BookingHeld.v1': {
      const { bookingId, start } = fact.data;
      return { ...row, standing: { ...row.standing, [bookingId]: { start, agreed: false } } };
    }
    case 'consultations.BookingRequested.v1':
    case 'consultations.BookingConfirmed.v1':
      return agreed(row, fact.data.bookingId);
    case 'consultations.BookingRescheduled.v1': {
      const { bookingId, start } = fact.data;
      const booking = row.standing[bookingId];
      return booking ? { ...row, standing: { ...row.standing, [bookingId]: { ...booking, start } } } : row;
    }
    case 'consultations.SessionHeld.v1': {
      const { bookingId } = fact.data;
      const start = row.standing[bookingId]?.start ?? row.last;
      const last = row.last !== null && start !== null && row.last > start ? row.last : start;
      return { ...row, standing: without(row.standing, bookingId), held: row.held + 1, last };
    }
    case 'consultations.HoldExpired.v1':
    case 'consultations.BookingRefused.v1':
    case 'consultations.BookingCancelled.v1':
      return { ...row, standing: without(row.standing, fact.data.bookingId) };
    case 'consultations.NoShowRecorded.v1': {
      // A session that the clock has counted already did not take place after all.
      const { bookingId } = fact.data;
      return row.standing[bookingId] ? { ...row, standing: without(row.standing, bookingId) } : { ...row, held: row.held - 1 };
    }
    case 'consultations.FollowUpSet.v1':
      return { ...row, open: [...row.open, fact.data.followUpId] };
    case 'consultations.FollowUpDone.v1': {
      const { followUpId, done } = fact.data;
      const others = row.open.filter((id) => id !== followUpId);
      return { ...row, open: done ? others : [...others, followUpId] };
    }
    case 'consultations.FollowUpRemoved.v1':
      return { ...row, open: row.open.filter((id) => id !== fact.data.followUpId) };
    case 'consultations.HistoryGranted.v1':
      return withGrants(row, [...row.grants, { granteeId: fact.data.granteeId, since: fact.metadata.at }]);
    case 'consultations.HistoryWithdrawn.v1':
      return withGrants(
        row,
        row.grants.filter(({ granteeId }) => granteeId !== fact.data.granteeId),
      );
  }
}

const begun = (instructorId: Id, studentId: Id, touched: Instant): ClientRow => ({
  instructorId,
  studentId,
  agreed: false,
  standing: {},
  held: 0,
  last: null,
  open: [],
  grants: [],
  grantees: [],
  touched,
});

export const clients = projection<ClientRow, (typeof FROM)[number]>({
  name: 'clients',
  version: 2,
  from: FROM,
  key: ({ data }) => clientKey(data.instructorId, data.studentId),
  fold: (row, fact) => {
    const { instructorId, studentId } = fact.data;
    return { ...after(row ?? begun(instructorId, studentId, fact.metadata.at), fact), touched: fact.metadata.at };
  },
  indexes: [
    { instructorId: 1, touched: -1, _id: -1 },
    { studentId: 1, touched: -1, _id: -1 },
    { grantees: 1, touched: -1, _id: -1 },
    { instructorId: 1, position: 1 },
  ],
  rooms: { person: 'instructorId' },
  // That something changed: what there is to see is asked for, with names.
  views: ({ instructorId, studentId }) => [{ room: `person:${instructorId}`, audience: 'member', row: { instructorId, studentId } }],
});
