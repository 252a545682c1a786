import { DEFAULT_RULES, type QuizDetail } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { settingsBody, settingsFields } from './settings.ts';

const zone = 'Europe/Kyiv';
const quiz: QuizDetail = {
  quizId: 'q',
  courseId: 'c',
  title: 'First',
  phase: 'published',
  ...DEFAULT_RULES,
  timeLimitSeconds: 90,
  closesAt: '2026-03-01T10:00:30.000Z',
  password: true,
  questions: [],
  draws: [],
} as unknown as QuizDetail;
const before = settingsFields(quiz, zone);

test('what nobody touched is not sent, not even the seconds that a field cannot show', () => {
  expect(before).toMatchObject({ closesAt: '2026-03-01T12:00', minutes: 1.5, attempts: '', perPage: 1 });
  expect(settingsBody(before, before, zone)).toEqual({});
});

test('what was changed is sent in the terms of the API', () => {
  const fields = {
    ...before,
    opensAt: '2026-02-01T12:00',
    closesAt: '',
    minutes: '',
    attempts: '3',
    delayMinutes: 2,
    perPage: '',
    behaviour: 'certainty',
  } as const;
  expect(settingsBody(fields, before, zone)).toEqual({
    opensAt: '2026-02-01T10:00:00.000Z',
    closesAt: null,
    timeLimitSeconds: null,
    attemptsAllowed: 3,
    delaySeconds: 120,
    behaviour: 'certainty',
    questionsPerPage: null,
  });
});

test('a password is set or taken away, and otherwise left alone', () => {
  expect(settingsBody({ ...before, password: ' open ' }, before, zone)).toEqual({ password: 'open' });
  expect(settingsBody({ ...before, withoutPassword: true }, before, zone)).toEqual({ password: null });
});
