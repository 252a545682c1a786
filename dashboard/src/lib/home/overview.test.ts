import { NO_TALLY, overviewOf, type Overview } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { withRow } from './overview.ts';

const counts = (start: string, submitted = 0) => ({ start, registered: 0, enrolled: 0, left: 0, started: 0, submitted, graded: 0 });
const overview: Overview = {
  ...overviewOf({ ...NO_TALLY, roles: { student: 1 }, counts: { courses: 1, enrolled: 1 } }),
  days: [counts('2026-01-01T00:00:00.000Z'), counts('2026-01-02T00:00:00.000Z')],
  minutes: [],
};
const minute = (start: string, submitted: number) => ({ ...NO_TALLY, span: 'minute' as const, start, counts: { submitted } });

test('a changed minute is replaced, a new one comes to its place', () => {
  const one = withRow(overview, minute('2026-01-02T10:01:00.000Z', 1));
  const two = withRow(one, minute('2026-01-02T10:00:00.000Z', 5));
  const three = withRow(two, minute('2026-01-02T10:01:00.000Z', 2));
  expect(three.minutes).toEqual([counts('2026-01-02T10:00:00.000Z', 5), counts('2026-01-02T10:01:00.000Z', 2)]);
  expect(three.days).toBe(overview.days);
});

test('totals replace totals and leave the spans alone', () => {
  const tally = { ...NO_TALLY, roles: { student: 2 }, counts: { courses: 3, enrolled: 3, left: 1, started: 4, submitted: 3 } };
  const next = withRow(overview, { ...tally, span: 'ever', start: null });
  expect(next).toMatchObject({
    people: { student: 2 },
    courses: 3,
    enrolments: { active: 2, left: 1 },
    attempts: { started: 4, submitted: 3 },
  });
  expect(next.days).toBe(overview.days);
  expect(withRow(overview, { ...tally, span: 'week', start: '2026-01-05T00:00:00.000Z' })).toBe(overview);
});
