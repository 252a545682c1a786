import { DEFAULT_RULES, shownRules, type MyGrades } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { lastGrade, notBegun, openAttempts } from './next.ts';

type Item = MyGrades['items'][number];
const item = (quizId: string, more: Partial<Item> = {}): Item => ({
  courseId: 'c',
  courseTitle: 'C',
  quizId,
  quizTitle: quizId,
  grade: null,
  attempts: [],
  hidden: false,
  rules: shownRules(DEFAULT_RULES),
  ...more,
});
const attempt = (attemptId: string, phase: 'open' | 'submitted', deadline: string | null = null) => ({
  attemptId,
  number: 1,
  phase,
  score: null,
  maxScore: 1,
  startedAt: '2026-01-01T00:00:00Z',
  deadline,
  submittedAt: null,
});
const graded = (at: string) => ({
  score: 1,
  maxScore: 1,
  pending: false,
  attemptId: 'x',
  attempts: 1,
  at,
  lateOff: 0,
  lateSeconds: 0,
  override: null,
});

test('what ends first comes first, what never ends last', () => {
  const items = [
    item('a', { attempts: [attempt('1', 'open')] }),
    item('b', { attempts: [attempt('2', 'open', '2026-02-02T00:00:00Z'), attempt('3', 'submitted')] }),
    item('c', { attempts: [attempt('4', 'open', '2026-02-01T00:00:00Z')] }),
  ];
  expect(openAttempts(items).map(({ attemptId }) => attemptId)).toEqual(['4', '2', '1']);
});

test('the last grade is the newest, and no grade is none', () => {
  expect(lastGrade([item('a')])).toBeNull();
  expect(
    lastGrade([item('a', { grade: graded('2026-01-01T00:00:00Z') }), item('b', { grade: graded('2026-03-01T00:00:00Z') }), item('c')])
      ?.quizId,
  ).toBe('b');
});

test('a quiz with an attempt has been begun', () => {
  expect(notBegun([item('a'), item('b', { attempts: [attempt('1', 'submitted')] })]).map(({ quizId }) => quizId)).toEqual(['a']);
});
