import type { Behaviour, Counting, EditQuizRequest, QuizDetail, ReviewRules } from '@lyceum/contracts';
import { fromLocal, toLocal } from '#lib/time/local.ts';

type Typed = string | number | null;

/** The settings of a quiz as their form holds them; an empty field is none. Dates are in the reader's zone. */
export interface SettingsFields {
  title: string;
  opensAt: string;
  dueAt: string;
  closesAt: string;
  minutes: Typed;
  overdue: 'submit' | 'grace';
  graceSeconds: Typed;
  attempts: Typed;
  counts: Counting;
  behaviour: Behaviour;
  delayMinutes: Typed;
  perPage: Typed;
  navigation: 'free' | 'forward';
  shuffle: boolean;
  review: ReviewRules;
  /** A new one; empty leaves things as they are. */
  password: string;
  withoutPassword: boolean;
}

export const SEEN_PARTS = ['marks', 'correctness', 'feedback', 'rightAnswers'] as const;

export const settingsFields = (quiz: QuizDetail, zone: string): SettingsFields => ({
  title: quiz.title,
  opensAt: toLocal(quiz.opensAt, zone),
  dueAt: toLocal(quiz.dueAt, zone),
  closesAt: toLocal(quiz.closesAt, zone),
  minutes: quiz.timeLimitSeconds === null ? '' : quiz.timeLimitSeconds / 60,
  overdue: quiz.overdue,
  graceSeconds: quiz.graceSeconds,
  attempts: quiz.attemptsAllowed ?? '',
  counts: quiz.counts,
  behaviour: quiz.behaviour,
  delayMinutes: quiz.delaySeconds / 60,
  perPage: quiz.questionsPerPage ?? '',
  navigation: quiz.navigation,
  shuffle: quiz.shuffleQuestions,
  review: structuredClone(quiz.review),
  password: '',
  withoutPassword: false,
});

const empty = (value: Typed): boolean => value === '' || value === null;
const numberOr = <None>(value: Typed, none: None): number | None => (empty(value) ? none : Number(value));
const secondsOf = <None>(minutes: Typed, none: None): number | None => (empty(minutes) ? none : Math.round(Number(minutes) * 60));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function rulesOf(fields: SettingsFields, zone: string): EditQuizRequest {
  return {
    title: fields.title,
    opensAt: fromLocal(fields.opensAt, zone),
    dueAt: fromLocal(fields.dueAt, zone),
    closesAt: fromLocal(fields.closesAt, zone),
    timeLimitSeconds: secondsOf(fields.minutes, null),
    overdue: fields.overdue,
    graceSeconds: numberOr(fields.graceSeconds, 0),
    attemptsAllowed: numberOr(fields.attempts, null),
    counts: fields.counts,
    behaviour: fields.behaviour,
    delaySeconds: secondsOf(fields.delayMinutes, 0),
    questionsPerPage: numberOr(fields.perPage, null),
    navigation: fields.navigation,
    shuffleQuestions: fields.shuffle,
    review: fields.review,
  };
}

/** What has changed: a field that nobody touched sends nothing, so that seconds which it cannot show stay. */
export function settingsBody(fields: SettingsFields, before: SettingsFields, zone: string): EditQuizRequest {
  const former = rulesOf(before, zone) as Record<string, unknown>;
  const changed = Object.entries(rulesOf(fields, zone)).filter(([name, value]) => !same(value, former[name]));
  const password = fields.withoutPassword ? null : fields.password.trim() || undefined;
  return { ...Object.fromEntries(changed), ...(password !== undefined && { password }) };
}
