import type { ActivityRow } from '@lyceum/projections';
import { expect, test } from 'vitest';
import { activityOf } from './shown.ts';

const at = (minutes: number) => `2027-03-01T10:${String(minutes).padStart(2, '0')}:00.000Z`;
const row = (what: ActivityRow['what'], minutes: number, room = 'w'): ActivityRow => ({
  activityId: `${what} ${minutes}`,
  of: room,
  personId: 'ann',
  what,
  quizId: null,
  roomId: room,
  used: null,
  at: at(minutes),
});
const stays = [
  { from: at(0), to: at(12) },
  { from: at(20), to: null },
];
const beside = {
  names: new Map([['ann', 'Ann']]),
  courses: new Map([['c', 'Acoustics']]),
  quizzes: new Map<string, string>(),
  webinars: new Map([['w', { title: 'Sound', courseId: 'c' }]]),
  present: new Map([['w ann', { roomId: 'w', personId: 'ann', role: 'attendee' as const, here: true, stays }]]),
};

test('coming and going are of the course of the webinar, going with the minutes', () => {
  expect(activityOf(row('went', 12), beside)).toMatchObject({
    kind: 'went',
    minutes: 12,
    person: { name: 'Ann' },
    course: { id: 'c', title: 'Acoustics' },
    webinar: { id: 'w', title: 'Sound' },
  });
  expect(activityOf(row('came', 20), beside)).toMatchObject({ kind: 'came', minutes: null });
});

test('who joins while they are there came by another connection', () =>
  expect(activityOf(row('came', 5), beside)).toMatchObject({ kind: 'came-again' }));

test('the room of a consultation is of no course', () =>
  expect(activityOf(row('came', 0, 'b'), beside)).toMatchObject({ course: null, webinar: null }));
