import type { AcademyEvent, Audience } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { notes } from '../notes/projection.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { clientKey, clients, nextOf } from './projection.ts';

const [instructorId, studentId, clientId, granteeId] = [id(1), id(2), id(3), id(4)];
const booking = (n: number) => ({ instructorId, studentId, bookingId: id(100 + n) });
const held = (n: number, start = at(600 + n)): AcademyEvent => ({
  type: 'consultations.BookingHeld.v1',
  data: {
    ...booking(n),
    ...{ start, length: 30, before: 0, after: 0, slotId: null, expires: null, price: null, note: '', seriesId: null, offered: false },
    cancellation: { freeUntil: 0, lateRefund: 0 },
  },
});
const confirmed = (n: number): AcademyEvent => ({ type: 'consultations.BookingConfirmed.v1', data: booking(n) });
const took = (n: number): AcademyEvent => ({ type: 'consultations.SessionHeld.v1', data: booking(n) });
const of = { clientId, instructorId, studentId, authorId: instructorId };
const written = (noteId: string, audience: Audience, text = 'First'): AcademyEvent => ({
  type: 'consultations.NoteWritten.v1',
  data: { ...of, noteId, audience, text },
});
const clientAfter = (...facts: AcademyEvent[]) => rowsOf(clients, history(...facts)).get(clientKey(instructorId, studentId))!;

test('a client is one as soon as a session is agreed on; sessions that took place are counted', () => {
  expect(clientAfter(held(1)).agreed).toBe(false);
  const row = clientAfter(held(1), confirmed(1), held(2), confirmed(2), held(3), took(1));
  expect(row).toMatchObject({ agreed: true, held: 1, last: at(601) });
  expect(nextOf(row)).toBe(at(602));
});

test('a session that did not take place after all is not counted, whether the clock had counted it or not', () => {
  const missed = (n: number): AcademyEvent => ({ type: 'consultations.NoShowRecorded.v1', data: { ...booking(n), who: 'student' } });
  const facts = [held(1), confirmed(1), held(2), confirmed(2), held(3), confirmed(3), took(1), took(2)];
  expect(clientAfter(...facts, missed(2), missed(3))).toMatchObject({ held: 1, standing: {} });
});

test('a move, an end and a step that is done are seen', () => {
  const moved: AcademyEvent = {
    type: 'consultations.BookingRescheduled.v1',
    data: {
      ...booking(1),
      ...{ start: at(700), length: 30, before: 0, after: 0, slotId: null, by: 'student', former: { start: at(601), length: 30 } },
    },
  };
  const cancelled: AcademyEvent = {
    type: 'consultations.BookingCancelled.v1',
    data: { ...booking(1), by: 'student', reason: '', refund: null },
  };
  const set: AcademyEvent = { type: 'consultations.FollowUpSet.v1', data: { ...of, followUpId: id(9), text: 'Read', due: null } };
  const done: AcademyEvent = { type: 'consultations.FollowUpDone.v1', data: { ...of, followUpId: id(9), done: true } };
  expect(nextOf(clientAfter(held(1), confirmed(1), moved))).toBe(at(700));
  expect(nextOf(clientAfter(held(1), confirmed(1), cancelled))).toBeNull();
  expect(clientAfter(set).open).toEqual([id(9)]);
  expect(clientAfter(set, done).open).toEqual([]);
});

test('who is let in is known until it is taken back', () => {
  const granted: AcademyEvent = { type: 'consultations.HistoryGranted.v1', data: { clientId, instructorId, studentId, granteeId } };
  const withdrawn: AcademyEvent = { type: 'consultations.HistoryWithdrawn.v1', data: { clientId, instructorId, studentId, granteeId } };
  expect(clientAfter(granted).grantees).toEqual([granteeId]);
  expect(clientAfter(granted, withdrawn).grantees).toEqual([]);
});

test('a note keeps what it was; pushes carry no words, and none of own notes go to the client', () => {
  const edited: AcademyEvent = {
    type: 'consultations.NoteEdited.v1',
    data: { ...of, noteId: id(7), audience: 'own', text: 'Second' },
  };
  const [row] = rowsOf(notes, history(written(id(7), 'own'), edited)).values();
  expect(row).toMatchObject({ now: { text: 'Second', at: at(1) }, former: [{ text: 'First', at: at(0), audience: 'own' }] });
  expect(notes.views(row!)).toEqual([
    { room: `person:${instructorId}`, audience: 'member', row: { noteId: id(7), instructorId, studentId } },
  ]);
});

test('who could see a note hears that it is gone', () => {
  const edited: AcademyEvent = { type: 'consultations.NoteEdited.v1', data: { ...of, noteId: id(7), audience: 'own', text: 'Mine' } };
  const [row] = rowsOf(notes, history(written(id(7), 'shared'), edited)).values();
  expect(notes.views(row!).map(({ room }) => room)).toEqual([`person:${instructorId}`, `person:${studentId}`]);
});
