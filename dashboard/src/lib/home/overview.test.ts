import type { Overview } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { withRow } from './overview.ts';

const counts = (start: string, submitted = 0) => ({ start, registered: 0, enrolled: 0, left: 0, started: 0, submitted, graded: 0 });
const overview: Overview = {
  people: { student: 1 },
  courses: 1,
  enrolments: { active: 1, left: 0 },
  attempts: { started: 1, submitted: 0 },
  grades: { histogram: Array.from({ length: 10 }, () => 0) },
  days: [counts('2026-01-01T00:00:00.000Z'), counts('2026-01-02T00:00:00.000Z')],
  minutes: [],
};

test('a changed minute is replaced, a new one comes to its place', () => {
  const one = withRow(overview, { span: 'minute', ...counts('2026-01-02T10:01:00.000Z', 1) });
  const two = withRow(one, { span: 'minute', ...counts('2026-01-02T10:00:00.000Z', 5) });
  const three = withRow(two, { span: 'minute', ...counts('2026-01-02T10:01:00.000Z', 2) });
  expect(three.minutes.map(({ start, submitted }) => [start.slice(11, 16), submitted])).toEqual([
    ['10:00', 5],
    ['10:01', 2],
  ]);
  expect(three.days).toBe(overview.days);
});

test('totals replace totals and leave the spans alone', () => {
  const next = withRow(overview, {
    span: 'total',
    people: { student: 2 },
    courses: 3,
    enrolments: { active: 2, left: 1 },
    attempts: { started: 4, submitted: 3 },
    grades: overview.grades,
  });
  expect(next).toEqual({
    ...overview,
    people: { student: 2 },
    courses: 3,
    enrolments: { active: 2, left: 1 },
    attempts: { started: 4, submitted: 3 },
  });
});
