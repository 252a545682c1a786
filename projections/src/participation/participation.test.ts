import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { abandoned, started, submitted, workGraded } from '../testing/facts.ts';
import { history, id, recorded, rowsOf } from '../testing/history.ts';
import { MOST_MINUTES, participation } from './projection.ts';

const [course, ann] = [id(1), id(2)];
const of = (number: number) => ({ attemptId: id(number), quizId: id(5), courseId: course, studentId: ann });
const used = (count: number): AcademyEvent => ({
  type: 'activity.ActivityRecorded.v1',
  data: { activityId: id(9), courseId: course, personId: ann, kind: 'forum', object: null, count },
});
const days = (facts: Parameters<typeof rowsOf>[1]) => rowsOf(participation, facts).get(`${course}:${ann}`)?.days;

test('days go by when it happened, and add up', () => {
  const facts = [
    recorded(used(3), 0, '2013-10-01T23:59:59.000Z'),
    recorded(used(2), 1, '2013-10-02T00:00:00.000Z'),
    recorded(used(4), 2, '2013-10-01T00:00:00.000Z'),
  ];
  expect(days(facts)).toEqual({ '2013-10-01': { used: 7, done: 0, minutes: 0 }, '2013-10-02': { used: 2, done: 0, minutes: 0 } });
});

test('an attempt counts from its beginning until it is handed in, and not for ever', () => {
  const facts = [
    recorded(started(of(11)), 0, '2026-03-02T09:00:00.000Z'),
    recorded(submitted(of(11)), 1, '2026-03-02T09:20:00.000Z'),
    recorded(started(of(12)), 2, '2026-03-03T09:00:00.000Z'),
    recorded(submitted(of(12), 'timer'), 3, '2026-03-05T09:00:00.000Z'),
  ];
  expect(days(facts)).toEqual({
    '2026-03-02': { used: 0, done: 2, minutes: 20 },
    '2026-03-03': { used: 0, done: 1, minutes: 0 },
    '2026-03-05': { used: 0, done: 0, minutes: MOST_MINUTES },
  });
  expect(rowsOf(participation, history(started(of(11)), abandoned(of(11)))).get(`${course}:${ann}`)?.open).toEqual({});
});

test('work is handed in once, and not where it was carried over', () => {
  const work = { courseId: course, columnId: id(6), studentId: ann };
  expect(Object.values(days(history(workGraded(work, 50), workGraded(work, 60, 50))) ?? {})).toEqual([{ used: 0, done: 1, minutes: 0 }]);
  const before = workGraded(work, 50);
  const carried = { ...before, data: { ...before.data, carriedOver: true } } as unknown as AcademyEvent;
  expect(days(history(carried))).toBeUndefined();
});
