import { expect, test } from 'vitest';
import { cohortOf, did, member, part, step } from '../testing.ts';
import { familyOf } from './earlier-runs.ts';
import { learnt } from './learning.ts';
import { samplesOf, type Run, type Sample } from './samples.ts';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const sample = (n: number, run: string, x: number, bad: 0 | 1): Sample => ({ run, personId: id(n), row: [x, 1], bad });
/** So many people, of whom a high number stands for the outcome, but for one in ten. */
const people = (count: number, run = 'r'): Sample[] =>
  Array.from({ length: count }, (_, n) => sample(n, run, n % 2, n % 10 === 0 ? 1 : ((n % 2) as 0 | 1)));

test('of too few, or of one kind alone, nothing is learnt', async () => {
  expect((await learnt(people(40), [], 3)).model).toEqual({ state: 'too-little', people: 40, bad: 24 });
  const all = Array.from({ length: 80 }, (_, n) => sample(n, 'r', 1, 1));
  expect(await learnt(all, [], 3)).toMatchObject({ regression: null, model: { state: 'too-little', people: 80, bad: 80 } });
});

test('what it says is tried on those it has not learnt from, and is the same each time', async () => {
  const courses = [{ courseId: 'r', title: 'R' }];
  const { model } = await learnt(people(200), courses, 3);
  expect(model).toEqual((await learnt(people(200), courses, 3)).model);
  if (model.state !== 'learnt') throw new Error('nothing was learnt');
  // Of a hundred with the sign all had the outcome, of a hundred without it twenty.
  expect(model).toMatchObject({ week: 3, people: 200, bad: 120, courses, flagged: 100, precision: 1 });
  expect(model.found).toBeCloseTo(100 / 120);
  expect(model.auc).toBeGreaterThan(0.85);
});

test('with several courses each is told by the others', async () => {
  // In one course the sign says the contrary: told by the other alone it is told wrongly.
  const other = people(100, 's').map((one): Sample => ({
    ...one,
    personId: `${one.personId.slice(0, -5)}9${one.personId.slice(-4)}`,
    bad: one.bad ? 0 : 1,
  }));
  const { model } = await learnt([...people(100), ...other], [], 3);
  expect(model.state === 'learnt' && model.auc).toBeLessThan(0.3);
});

const run = (more: Partial<Run>): Run => ({
  ...{ courseId: 'c', title: 'C', begins: 0, passMark: 40, ended: true },
  cohort: cohortOf(
    [part('p')],
    [
      member('passed', { doings: [did(3)], steps: [[step(30, 0.5)]] }),
      member('failed', { doings: [did(3)], steps: [[step(30, 0.3)]] }),
      member('left', { until: 20 }),
      member('left-before', { until: 5 }),
      member('came-after', { since: 15 }),
    ],
  ),
  ...more,
});
const told = (samples: readonly Sample[]) => samples.map(({ personId, bad }) => `${personId} ${bad}`);

test('who was there then teaches by what became of them', () =>
  expect(told(samplesOf(run({}), 14, 100))).toEqual(['passed 0', 'failed 1', 'left 1']));

test('what came after the day on which one looks is not known', () =>
  expect(told(samplesOf(run({ ended: false }), 14, 25))).toEqual(['left 1']));

test('nothing that happened later goes into the numbers', () => {
  const row = (samples: readonly Sample[], who: string) => samples.find(({ personId }) => personId === who)?.row;
  const samples = samplesOf(run({}), 14, 100);
  expect(row(samples, 'passed')).toEqual(row(samples, 'failed'));
});

test.each([
  ['Module AAA, 2013J', 'Module AAA, 2014B', true],
  ['Steel 2024/25', 'Steel (2025)', true],
  ['Algebra 1', 'Algebra 2', false],
])('%s and %s are runs of one course: %s', (one, other, same) => expect(familyOf(one) === familyOf(other)).toBe(same));
