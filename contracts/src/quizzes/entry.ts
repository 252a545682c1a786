import { z } from 'zod';
import { Id, Instant } from '../values.ts';
import { RULES } from './rules.ts';

/** The rules that a student is told before an attempt; exceptions of theirs are in them. */
const { timeLimitSeconds, attemptsAllowed, opensAt, dueAt, closesAt, overdue, graceSeconds, counts, navigation, delaySeconds, behaviour } =
  RULES;
export const ShownRules = z
  .object({
    timeLimitSeconds,
    attemptsAllowed,
    opensAt,
    dueAt,
    closesAt,
    overdue,
    graceSeconds,
    counts,
    navigation,
    delaySeconds,
    behaviour,
  })
  .meta({ id: 'ShownRules' });
export type ShownRules = z.infer<typeof ShownRules>;

/** Of all rules, those that a student is told. */
export const shownRules = (rules: ShownRules): ShownRules => ({
  timeLimitSeconds: rules.timeLimitSeconds,
  attemptsAllowed: rules.attemptsAllowed,
  opensAt: rules.opensAt,
  dueAt: rules.dueAt,
  closesAt: rules.closesAt,
  overdue: rules.overdue,
  graceSeconds: rules.graceSeconds,
  counts: rules.counts,
  navigation: rules.navigation,
  delaySeconds: rules.delaySeconds,
  behaviour: rules.behaviour,
});

/**
 * What a student is told before they begin. `open` is the attempt under way. `barred` is why none can be begun now, and `at` when it can,
 * where time will bring it.
 */
export const QuizEntry = z
  .object({
    quizId: Id,
    courseId: Id,
    courseTitle: z.string(),
    title: z.string(),
    questions: z.int(),
    maxScore: z.number(),
    pages: z.int(),
    rules: ShownRules,
    password: z.boolean(),
    used: z.int(),
    open: Id.nullable(),
    barred: z.object({ code: z.string(), at: Instant.nullable() }).nullable(),
    serverTime: Instant,
  })
  .meta({ id: 'QuizEntry' });
export type QuizEntry = z.infer<typeof QuizEntry>;
