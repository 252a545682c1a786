import type { FactLine } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { attendanceChain } from './chain.ts';

const at = (minutes: number): string => new Date(Date.parse('2027-03-01T10:00:00Z') + minutes * 60_000).toISOString();
const ann = { personId: 'a', name: 'Ann' };
const host = { personId: 'h', name: 'Inge' };
const line = (type: string, minutes: number, values: FactLine['values'] = {}, by: FactLine['by'] = host): FactLine => ({
  id: `${type} ${minutes}`,
  type: `${type}.v1`,
  at: at(minutes),
  recorded: at(minutes),
  by,
  stream: 'room-1',
  revision: 0,
  position: '1',
  values,
});
const facts = [
  line('webinars.WebinarScheduled', -100, { start: at(0), end: at(60) }),
  line('webinars.AttendanceGradingSet', -99, { maxScore: 10, fullFrom: null }),
  line('webinars.RoomOpened', -5),
  line('webinars.ParticipantJoined', 0, { role: 'attendee', again: false }, ann),
  line('webinars.ParticipantJoined', 5, { role: 'attendee', again: true }, ann),
  line('webinars.ParticipantLeft', 30, { why: 'left' }, ann),
  line('webinars.RoomClosed', 60),
  line('webinars.AttendanceGradingSet', 70, { maxScore: 10, fullFrom: 50 }),
  line('quizzes.GradeOverridden', 80, { score: 7, reason: 'By phone' }),
  line('quizzes.GradeOverridden', 90, { score: null, reason: 'By mistake' }),
];

test('a mark of attendance is stepped back through its facts, by the rule of the gradebook', () => {
  const chain = attendanceChain(facts, at(100));
  expect([10, 9, 8, 7, 6, 1].map((count) => chain.valueAt(count))).toEqual([
    '10 of 10 (30 of 60 minutes)',
    '7',
    '10 of 10 (30 of 60 minutes)',
    '5 of 10 (30 of 60 minutes)',
    'Not over yet',
    'No mark',
  ]);
});

test('each fact is a sentence', () => {
  const said = facts.map((fact) => attendanceChain(facts, at(100)).sentence(fact, 'UTC'));
  expect(said.slice(1)).toEqual([
    'Inge let attendance count: the share of the time, of 10 points.',
    'Inge opened the room.',
    'Ann came in.',
    'Ann came in by another connection, in place of the former.',
    'Ann left.',
    'The room closed.',
    'Inge let attendance count: the share of the time, of 10 points, and all of them from 50 % on.',
    'Inge set the grade to 7. Reason: “By phone”',
    'Inge let attendance count again. Reason: “By mistake”',
  ]);
  expect(said[0]).toMatch(/^Inge planned it for 1 Mar 2027, 10:00 UTC to 11:00\.$/);
});
