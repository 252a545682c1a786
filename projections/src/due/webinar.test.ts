import { settingsFor, type AcademyEvent, type WebinarPlan } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, recorded, rowsOf } from '../testing/history.ts';
import { due } from './projection.ts';

const webinarId = id(1);
const HOUR = 60;
const plan = (start: string, title = 'Sound') => ({ title, start, end: start }) as WebinarPlan;
/** Two days after the beginning of the history. */
const START = at(48 * HOUR);
const scheduled: AcademyEvent = { type: 'webinars.WebinarScheduled.v1', data: { webinarId, hostId: id(2), plan: plan(START) } };
const edited = (start: string, title?: string): AcademyEvent => ({
  type: 'webinars.WebinarEdited.v1',
  data: { webinarId, plan: plan(start, title) },
});
const neared = (minutes: number, start = START): AcademyEvent => ({
  type: 'webinars.WebinarNeared.v1',
  data: { webinarId, start, minutes },
});
const opened: AcademyEvent = {
  type: 'webinars.RoomOpened.v1',
  data: { roomId: webinarId, kind: 'lecture', settings: settingsFor('lecture', false) },
};
const NEVER = '9999-12-31T00:00:00.000Z';

const duesOf = (facts: Parameters<typeof rowsOf>[1]) => {
  const rows = rowsOf(due, facts);
  return [rows.get(`webinar ${webinarId} 1440`)?.at, rows.get(`webinar ${webinarId} 60`)?.at];
};
const dues = (...facts: AcademyEvent[]) => duesOf(history(...facts));

test('a webinar is reminded of a day and an hour before, each once', () => {
  expect(dues(scheduled)).toEqual([at(24 * HOUR), at(47 * HOUR)]);
  expect(dues(scheduled, neared(1440))).toEqual([NEVER, at(47 * HOUR)]);
  expect(dues(scheduled, neared(1440), neared(60))).toEqual([NEVER, NEVER]);
  expect(dues(scheduled, neared(1440), edited(START, 'Silence'))).toEqual([NEVER, at(47 * HOUR)]);
});

test('what was planned or moved to a time later than the reminder would have come has none', () => {
  expect(duesOf([recorded(scheduled, 1, at(30 * HOUR))])).toEqual([NEVER, at(47 * HOUR)]);
  const sooner = [recorded(scheduled, 1), recorded(edited(at(35 * HOUR)), 2, at(12 * HOUR))];
  expect(duesOf(sooner)).toEqual([NEVER, at(34 * HOUR)]);
});

test('a moved one is reminded of at its new time, also after it was reminded of', () => {
  const later = at(96 * HOUR);
  expect(dues(scheduled, neared(1440), edited(later))).toEqual([at(72 * HOUR), at(95 * HOUR)]);
  // That of the time before concerns the new one no more.
  expect(dues(scheduled, edited(later), neared(60))).toEqual([at(72 * HOUR), at(95 * HOUR)]);
});

test('nothing is due of what was cancelled, nor once its room is open; the room of a consultation is no webinar', () => {
  expect(dues(scheduled, { type: 'webinars.WebinarCancelled.v1', data: { webinarId, reason: '' } })).toEqual([undefined, undefined]);
  expect(dues(scheduled, opened)).toEqual([undefined, undefined]);
  expect(dues(opened)).toEqual([undefined, undefined]);
  expect(dues(scheduled, opened, edited(at(96 * HOUR)))).toEqual([at(72 * HOUR), at(95 * HOUR)]);
});
