import type { AcademyEvent, Closing, WebinarPlan } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, recorded, rowsOf } from '../testing/history.ts';
import { due } from './projection.ts';

const HOUR = 60;
const NEVER = '9999-12-31T00:00:00.000Z';
const roomId = id(1);
const settings = { locked: false, lobby: false, chat: true, attendees: { microphone: false, camera: false, screen: false } };
const plan = (end: string) => ({ end }) as WebinarPlan;
const scheduled: AcademyEvent = {
  type: 'webinars.WebinarScheduled.v1',
  data: { webinarId: roomId, hostId: id(2), plan: plan(at(10 * HOUR)) },
};
const opened = (kind: 'lecture' | 'consultation' = 'lecture'): AcademyEvent => ({
  type: 'webinars.RoomOpened.v1',
  data: { roomId, kind, settings },
});
const closed = (why: Closing = 'empty'): AcademyEvent => ({ type: 'webinars.RoomClosed.v2', data: { roomId, why } });
const recording: AcademyEvent = { type: 'webinars.RecordingStarted.v1', data: { roomId, recordingId: id(3) } };
const failed: AcademyEvent = { type: 'webinars.RecordingFailed.v1', data: { roomId, recordingId: id(3), reason: '' } };

const dueAt = (facts: ReturnType<typeof history>) => rowsOf(due, facts).get(`room ${roomId}`)?.at;

test('an open room is due three hours after its end, and not while it is not open', () => {
  expect(dueAt(history(scheduled))).toBe(NEVER);
  expect(dueAt(history(scheduled, opened()))).toBe(at(13 * HOUR));
  expect(dueAt(history(scheduled, opened(), closed()))).toBe(NEVER);
  expect(dueAt(history(scheduled, opened(), closed(), opened()))).toBe(at(13 * HOUR));
});

test('it goes with another end, and at once where it is cancelled', () => {
  const edited: AcademyEvent = { type: 'webinars.WebinarEdited.v1', data: { webinarId: roomId, plan: plan(at(20 * HOUR)) } };
  const cancelled: AcademyEvent = { type: 'webinars.WebinarCancelled.v1', data: { webinarId: roomId, reason: '' } };
  expect(dueAt(history(scheduled, opened(), edited))).toBe(at(23 * HOUR));
  expect(dueAt(history(scheduled, opened(), cancelled))).toBe(at(2));
  expect(dueAt(history(scheduled, cancelled))).toBeUndefined();
});

test('it is gone when it was closed after its time, unless a recording outlasts it', () => {
  const late = [recorded(scheduled, 1), recorded(opened(), 2), recorded(recording, 3), recorded(closed('over'), 4, at(13 * HOUR))];
  expect(dueAt(late)).toBe(at(13 * HOUR + 0.25));
  expect(dueAt([...late, recorded(failed, 5, at(14 * HOUR))])).toBeUndefined();
});

test('that of a consultation is due an hour after its end, whenever it was opened', () => {
  const of = { instructorId: id(4), bookingId: roomId, studentId: id(5) };
  const times = (start: string) => ({ start, length: 30, before: 0, after: 0, slotId: null });
  const rules = { expires: null, price: null, cancellation: { freeUntil: 0, lateRefund: 0 }, note: '', seriesId: null, offered: false };
  const held: AcademyEvent = { type: 'consultations.BookingHeld.v1', data: { ...of, ...times(at(HOUR)), ...rules } };
  const moved: AcademyEvent = {
    type: 'consultations.BookingRescheduled.v1',
    data: { ...of, ...times(at(2 * HOUR)), by: 'student', former: { start: at(HOUR), length: 30 } },
  };
  const over: AcademyEvent = { type: 'consultations.SessionHeld.v1', data: of };
  const open = opened('consultation');
  expect(dueAt(history(held))).toBe(NEVER);
  expect(dueAt(history(held, open))).toBe(at(2.5 * HOUR));
  expect(dueAt(history(held, moved, open))).toBe(at(3.5 * HOUR));
  expect(dueAt(history(held, open, over))).toBe(at(2.5 * HOUR));
  expect(dueAt(history(held, over))).toBeUndefined();
  expect(dueAt(history(held, over, open))).toBe(at(HOUR + 2));
  const cancelled: AcademyEvent = { type: 'consultations.BookingCancelled.v1', data: { ...of, by: 'student', reason: '', refund: null } };
  expect(dueAt(history(held, open, cancelled))).toBe(at(2));
});
