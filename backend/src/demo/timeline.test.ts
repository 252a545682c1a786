import { expect, test } from 'vitest';
import { COURSES } from './courses/courses.ts';
import { ADMIN, INSTRUCTORS, LEARNERS, NEWEST, OPERATOR } from './people.ts';
import { DAY, DAYS, stories } from './timeline.ts';

const now = DAYS * DAY;
const all = stories(now);
const steps = all.flatMap((story) => story.steps);

test('about a hundred people with addresses of their own', () => {
  const addresses = [ADMIN, OPERATOR, ...INSTRUCTORS, ...LEARNERS, NEWEST].map(({ email }) => email);
  expect(addresses.length).toBeGreaterThan(95);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const address of addresses) expect(address).toMatch(/^[a-z.]+@lyceum\.example$/);
});

test('the same stories every time', () => expect(stories(now)).toEqual(all));

test('each story is in order, after its student has joined, and none is of the future', () => {
  for (const { joins, steps: own } of all) {
    const times = [joins, ...own.map(({ at }) => at)];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThan(now);
  }
});

test('the student whose login is printed has a quiz to take with the instructor whose login is printed', () => {
  const own = all[0]!.steps.filter(({ course }) => course % INSTRUCTORS.length === 0);
  const untaken = own.filter(
    ({ kind, course }) => kind === 'enrol' && !own.some((step) => step.kind === 'attempt' && step.course === course),
  );
  expect(untaken.map(({ course }) => COURSES[course]?.quizzes.length)).toEqual([1]);
});

test('nobody takes a quiz more often than it allows, or one of a course they are not in', () => {
  for (const { steps: own } of all) {
    const used = new Map<string, number>();
    const courses = new Set<number>();
    for (const step of own) {
      if (step.kind === 'enrol') courses.add(step.course);
      if (step.kind !== 'attempt') continue;
      expect(courses.has(step.course)).toBe(true);
      const key = `${step.course} ${step.quiz}`;
      used.set(key, (used.get(key) ?? 0) + 1);
      expect(used.get(key)).toBeLessThanOrEqual(COURSES[step.course]?.quizzes[step.quiz]?.attemptsAllowed ?? Infinity);
    }
  }
});

test('seats suffice, some leave, months have attempts, and today has some with one still open', () => {
  for (const [course, { seats }] of COURSES.entries())
    expect(steps.filter((step) => step.kind === 'enrol' && step.course === course).length).toBeLessThanOrEqual(seats ?? Infinity);
  expect(steps.filter(({ kind }) => kind === 'leave').length).toBeGreaterThan(3);
  const attempts = steps.filter((step) => step.kind === 'attempt');
  const months = Map.groupBy(attempts, ({ at }) => Math.floor(at / (30 * DAY)));
  expect([...months.values()].filter((month) => month.length > 15).length).toBeGreaterThanOrEqual(4);
  expect(attempts.filter(({ at }) => at > now - DAY).length).toBeGreaterThan(5);
  expect(attempts.filter(({ handsIn }) => !handsIn)).toHaveLength(1);
});
