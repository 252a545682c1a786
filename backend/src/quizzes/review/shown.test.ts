import { REVIEW_PHASES, type ReviewRules } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { shownOf, shownToStaff } from './shown.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 10) + seconds * 1000).toISOString();
/** Each phase shows one thing that the others do not. */
const rules = Object.fromEntries(
  REVIEW_PHASES.map((phase, i) => [phase, { marks: i === 0, correctness: i === 1, feedback: i === 2, rightAnswers: i === 3 }]),
) as ReviewRules;
const phaseAt = (seconds: number, closesAt: string | null, submittedAt: string | null = at(0)) => {
  const { phase, until } = shownOf(rules, { submittedAt, closesAt, now: at(seconds) });
  return [phase, until];
};

test('the first two minutes, while the quiz is open, and after it has closed', () => {
  expect(phaseAt(0, at(600))).toEqual(['after', at(120)]);
  expect(phaseAt(119, at(600))).toEqual(['after', at(120)]);
  expect(phaseAt(120, at(600))).toEqual(['open', at(600)]);
  expect(phaseAt(600, at(600))).toEqual(['closed', null]);
});

test('what is handed in at the last moment has its two minutes too', () => {
  expect(phaseAt(30, at(10))).toEqual(['after', at(120)]);
});

test('a quiz that never closes stays open, and an attempt under way is during', () => {
  expect(phaseAt(1e6, null)).toEqual(['open', null]);
  expect(phaseAt(1e6, null, null)).toEqual(['during', null]);
});

test('each phase shows what its own rules say, and staff see all', () => {
  expect(shownOf(rules, { submittedAt: at(0), closesAt: at(600), now: at(10) })).toMatchObject({ marks: false, correctness: true });
  expect(shownOf(rules, { submittedAt: at(0), closesAt: at(600), now: at(700) })).toMatchObject({ feedback: false, rightAnswers: true });
  const all = { marks: true, correctness: true, feedback: true, rightAnswers: true };
  expect(shownToStaff({ submittedAt: null, closesAt: null, now: at(0) })).toMatchObject(all);
});
