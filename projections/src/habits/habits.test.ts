import { expect, test } from 'vitest';
import { started, submitted } from '../testing/facts.ts';
import { id, recorded, rowsOf } from '../testing/history.ts';
import { habits } from './projection.ts';

const ann = id(2);
const of = { attemptId: id(11), quizId: id(5), courseId: id(1), studentId: ann };

test('quarters of an hour in which something was done, each once; what the timer does is not theirs', () => {
  const facts = [
    recorded(started(of), 0, '2026-03-02T09:14:59.000Z'),
    recorded(submitted(of), 1, '2026-03-02T09:15:00.000Z'),
    recorded(started(of), 2, '2026-03-02T09:01:00.000Z'),
    recorded(started(of), 3, '2026-04-01T00:00:00.000Z'),
    recorded(submitted(of, 'timer'), 4, '2026-04-02T00:00:00.000Z'),
  ];
  expect([...rowsOf(habits, facts).values()].map(({ month, days }) => [month, days])).toEqual([
    ['2026-03', { '2026-03-02': [36, 37] }],
    ['2026-04', { '2026-04-01': [0] }],
  ]);
});
