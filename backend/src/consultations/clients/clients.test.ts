import { EMPTY_CALENDAR, evolveCalendar, type ClientEvent, type NoteRequest } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { decide as addFile } from './add-file.ts';
import { clientIdOf, clients, isKnownClient, maySee, standingOf } from './client.ts';
import { decide as step } from './follow-up.ts';
import { decide as grant } from './grant-history.ts';
import type { Writing } from './histories.ts';
import { decide as remove } from './remove-entry.ts';
import { decide as write } from './write-note.ts';

const [inge, ann, otto] = ['00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000a', 'otto'];
const pair = { instructorId: inge, studentId: ann };
const clientId = clientIdOf(pair);
const of = { ...pair, clientId };
const as = (standing: Writing['as']): Writing => ({
  ...of,
  as: standing,
  by: { instructor: inge, student: ann, granted: otto }[standing],
});
const note = (audience: NoteRequest['audience']): NoteRequest => ({ text: 'Fractions', audience });
const written = (noteId: string, authorId: string, audience: NoteRequest['audience']): ClientEvent => ({
  type: 'consultations.NoteWritten.v1',
  data: { ...of, noteId, authorId, ...note(audience) },
});
const granted: ClientEvent = { type: 'consultations.HistoryGranted.v1', data: { ...of, granteeId: otto } };

test('the instructor writes for whom they like, the client what both see, who was let in nothing', () => {
  const writes = (standing: Writing['as'], audience: NoteRequest['audience']) =>
    given(clients).when((client) => write(client, as(standing), 'n', note(audience), false));
  writes('instructor', 'own').then(written('n', inge, 'own'));
  writes('student', 'shared').then(written('n', ann, 'shared'));
  writes('student', 'own').refused('not-allowed');
  writes('student', 'history').refused('not-allowed');
  writes('granted', 'shared').refused('not-allowed');
});

test('nobody changes or takes away the words of another, or learns of those they may not see', () => {
  const there = [written('own', inge, 'own'), written('shared', inge, 'shared')] as const;
  const edits = (standing: Writing['as'], noteId: string) =>
    given(clients, ...there).when((client) => write(client, as(standing), noteId, note('shared'), true));
  edits('instructor', 'own').then({
    type: 'consultations.NoteEdited.v1',
    data: { ...of, noteId: 'own', authorId: inge, ...note('shared') },
  });
  edits('student', 'own').refused('note-not-found');
  edits('student', 'shared').refused('not-allowed');
  edits('student', 'nothing').refused('note-not-found');
  const removes = (standing: Writing['as'], noteId: string) =>
    given(clients, ...there).when((client) => remove(client, as(standing), { noteId }));
  removes('instructor', 'own').then({ type: 'consultations.NoteRemoved.v1', data: { ...of, noteId: 'own', authorId: inge } });
  removes('student', 'own').refused('note-not-found');
  removes('student', 'shared').refused('not-allowed');
});

test('files are put in by the two, the client’s for both to see', () => {
  const file = { fileId: 'f', name: 'plan.md', type: 'text/markdown', size: 6 } as const;
  const adds = (standing: Writing['as'], audience: NoteRequest['audience']) =>
    given(clients).when((client) => addFile(client, as(standing), audience, file));
  const added = (authorId: string, audience: NoteRequest['audience']): ClientEvent => ({
    type: 'consultations.ClientFileAdded.v1',
    data: { ...of, authorId, audience, file },
  });
  adds('instructor', 'own').then(added(inge, 'own'));
  adds('student', 'shared').then(added(ann, 'shared'));
  adds('student', 'own').refused('not-allowed');
  adds('granted', 'shared').refused('not-allowed');
});

test('a next step is done once, by either, and taken away by who set it or the instructor', () => {
  const set: ClientEvent = {
    type: 'consultations.FollowUpSet.v1',
    data: { ...of, followUpId: 's', authorId: inge, text: 'Exercise 3', due: '2027-02-01' },
  };
  const isDone: ClientEvent = { type: 'consultations.FollowUpDone.v1', data: { ...of, followUpId: 's', authorId: ann, done: true } };
  const mark = { do: 'mark', followUpId: 's', done: true } as const;
  given(clients, set)
    .when((client) => step(client, as('student'), 's', mark))
    .then(isDone);
  given(clients, set, isDone)
    .when((client) => step(client, as('instructor'), 's', mark))
    .nothing();
  given(clients, set)
    .when((client) => step(client, as('student'), 's', { do: 'remove', followUpId: 's' }))
    .refused('not-allowed');
  given(clients, set, granted)
    .when((client) => step(client, as('granted'), 's', mark))
    .refused('not-allowed');
});

test('only the client lets others in, only instructors, and takes it back', () => {
  const lets = (standing: Writing['as'], offers: boolean) =>
    given(clients).when((client) => grant(client, as(standing), otto, true, offers));
  lets('student', true).then(granted);
  lets('student', false).refused('instructor-not-found');
  lets('instructor', true).refused('not-allowed');
  given(clients)
    .when((client) => grant(client, as('student'), ann, true, true))
    .refused('instructor-not-found');
  given(clients, granted)
    .when((client) => grant(client, as('student'), otto, false, false))
    .then({ type: 'consultations.HistoryWithdrawn.v1', data: { ...of, granteeId: otto } });
  given(clients, granted)
    .when((client) => grant(client, as('student'), otto, true, true))
    .nothing();
});

test('who is what in a history: admins are nothing, and who teaches no more neither', () => {
  const who = (personId: string, ...roles: ('student' | 'instructor' | 'admin')[]) => standingOf(pair, [otto], { personId, roles });
  expect([who(inge, 'instructor'), who(ann, 'student'), who(otto, 'instructor')]).toEqual(['instructor', 'student', 'granted']);
  expect([who(otto, 'student'), who('eve', 'admin'), who('eve', 'instructor'), who(inge, 'student')]).toEqual([null, null, null, null]);
});

test('own notes are the instructor’s alone, whoever is let in', () => {
  const seen = (['instructor', 'granted', 'student'] as const).map((standing) =>
    (['own', 'history', 'shared'] as const).filter((audience) => maySee(audience, standing)),
  );
  expect(seen).toEqual([['own', 'history', 'shared'], ['history', 'shared'], ['shared']]);
});

test('a client is who agreed on a session, not who held a time and let it go', () => {
  const booking = { instructorId: inge, bookingId: 'b', studentId: ann };
  const held = evolveCalendar(EMPTY_CALENDAR, {
    type: 'consultations.BookingHeld.v1',
    data: {
      ...booking,
      start: '2027-01-04T09:00:00.000Z',
      length: 30,
      before: 0,
      after: 0,
      slotId: null,
      expires: '2027-01-04T08:00:00.000Z',
      price: null,
      note: '',
      seriesId: null,
      offered: false,
      cancellation: { freeUntil: 0, lateRefund: 0 },
    },
  });
  const confirmed = evolveCalendar(held, { type: 'consultations.BookingConfirmed.v1', data: booking });
  const cancelled = evolveCalendar(confirmed, {
    type: 'consultations.BookingCancelled.v1',
    data: { ...booking, by: 'student', reason: '', refund: null },
  });
  const letGo = evolveCalendar(held, {
    type: 'consultations.BookingCancelled.v1',
    data: { ...booking, by: 'student', reason: '', refund: null },
  });
  const expired = evolveCalendar(held, { type: 'consultations.HoldExpired.v1', data: booking });
  expect([held, confirmed, cancelled, expired, letGo].map((calendar) => isKnownClient(calendar, ann))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(isKnownClient(confirmed, otto)).toBe(false);
});
