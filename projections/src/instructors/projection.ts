import type { CalendarEvent, EventOf, Id, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { afterFact } from './openings.ts';
import { found, nobody, type InstructorRow, type Told } from './row.ts';

type From =
  | 'accounts.PersonRegistered.v2'
  | 'accounts.RolesChanged.v1'
  | 'consultations.ProfileEdited.v1'
  | 'consultations.PhotoChanged.v1'
  | 'consultations.ReviewWritten.v1'
  | 'consultations.ReviewHidden.v1'
  | 'consultations.ReviewShown.v1'
  | Exclude<CalendarEvent['type'], 'consultations.WaitingJoined.v1' | 'consultations.WaitingLeft.v1'>;

type Of = Recorded<EventOf<From>>;

const whose = ({ data }: Of): Id => ('instructorId' in data ? data.instructorId : data.personId);

const starred = ({ stars }: Told, rating: number, times: 1 | -1) => ({
  stars: { sum: stars.sum + times * rating, count: stars.count + times },
});

function changes(told: Told, fact: Of): Partial<Told> {
  switch (fact.type) {
    case 'accounts.PersonRegistered.v2':
      return { name: fact.data.name, timeZone: fact.data.timeZone };
    case 'accounts.RolesChanged.v1': {
      const { added, removed } = fact.data;
      return { offers: added.includes('instructor') || (told.offers && !removed.includes('instructor')) };
    }
    case 'consultations.ProfileEdited.v1': {
      const { instructorId: _, headline, biography, ...text } = fact.data;
      return { ...text, headline: headline ?? '', biography: biography ?? '', written: true };
    }
    case 'consultations.PhotoChanged.v1':
      return { photo: fact.data.imageId };
    case 'consultations.AvailabilitySet.v1': {
      const { timeZone, lengths, approval, cancellation } = fact.data.availability;
      return { terms: { timeZone, lengths, approval, cancellation }, openings: afterFact(told.openings, fact) };
    }
    case 'consultations.ReviewWritten.v1':
    case 'consultations.ReviewShown.v1':
      return starred(told, fact.data.rating, 1);
    case 'consultations.ReviewHidden.v1':
      return starred(told, fact.data.rating, -1);
    default:
      return { openings: afterFact(told.openings, fact) };
  }
}

/** The list of instructors. */
export const instructors = projection<InstructorRow, From>({
  name: 'instructors',
  version: 2,
  from: [
    'accounts.PersonRegistered.v2',
    'accounts.RolesChanged.v1',
    'consultations.ProfileEdited.v1',
    'consultations.PhotoChanged.v1',
    'consultations.ReviewWritten.v1',
    'consultations.ReviewHidden.v1',
    'consultations.ReviewShown.v1',
    'consultations.AvailabilitySet.v1',
    'consultations.SlotOpened.v1',
    'consultations.SlotClosed.v1',
    'consultations.BookingHeld.v1',
    'consultations.HoldExpired.v1',
    'consultations.BookingRequested.v1',
    'consultations.BookingConfirmed.v1',
    'consultations.BookingRefused.v1',
    'consultations.BookingCancelled.v1',
    'consultations.BookingRescheduled.v1',
    'consultations.SessionHeld.v1',
    'consultations.NoShowRecorded.v1',
    'consultations.BusyTimesSet.v1',
    'consultations.HorizonMoved.v1',
  ],
  first: ['accounts.PersonRegistered.v2'],
  key: whose,
  fold: (row, fact) => {
    const told = row ?? nobody(whose(fact));
    return found({ ...told, ...changes(told, fact) });
  },
  indexes: [
    { listed: 1, byName: 1, _id: 1 },
    { listed: 1, byRating: 1, _id: 1 },
    { listed: 1, bySoonest: 1, _id: 1 },
    { words: 1 },
    { subjectKeys: 1 },
    { languages: 1 },
    { 'openings.free.until': 1 },
  ],
  rooms: { calendar: '_id' },
  views: ({ listed, instructorId, headline, price, photo, stars, average }) =>
    listed ? [{ room: `calendar:${instructorId}`, audience: 'member', row: { headline, price, photo, stars, average } }] : [],
});
