import type { Answers, AttemptDetail, AttemptEvent, EventOf, Instant, KeyHistories, Recorded, Shown } from '@lyceum/contracts';
import { effectivePaper } from '../paper/effective-paper.ts';
import { publicPaper } from '../paper/public-paper.ts';
import { review } from '../paper/review.ts';
import { checksOf } from './checks.ts';
import { gradedAttempts } from './graded-attempt.ts';

type Fact = Recorded<AttemptEvent>;

const ofType = <Type extends AttemptEvent['type']>(facts: readonly Fact[], type: Type) =>
  facts.find((fact): fact is Recorded<EventOf<Type>> => fact.type === type);

/** The last answer to each question by its sequence. */
function answersIn(facts: readonly Fact[]): Answers {
  const last = new Map<number, EventOf<'quizzes.AnswerSaved.v1' | 'quizzes.AnswerChecked.v1'>['data']>();
  for (const { type, data } of facts) {
    const given = type === 'quizzes.AnswerSaved.v1' || type === 'quizzes.AnswerChecked.v1';
    if (given && data.sequence >= (last.get(data.slot)?.sequence ?? 0)) last.set(data.slot, data);
  }
  return Object.fromEntries([...last].map(([slot, { answer }]) => [slot, answer]));
}

/** When the attempt was handed in; null where it was not. */
export const submittedAt = (facts: readonly Fact[]): Instant | null => ofType(facts, 'quizzes.AttemptSubmitted.v1')?.metadata.at ?? null;

function phaseOf(facts: readonly Fact[]): AttemptDetail['phase'] {
  if (ofType(facts, 'quizzes.AttemptSubmitted.v1')) return 'submitted';
  return ofType(facts, 'quizzes.AttemptAbandoned.v1') ? 'abandoned' : 'open';
}

/**
 * An attempt as its facts and the corrections of its quiz tell it, as far as the reader is shown it; undefined where there is none.
 */
export function attemptOf(facts: readonly Fact[], keys: KeyHistories, shown: Shown, serverTime: Instant): AttemptDetail | undefined {
  const started = ofType(facts, 'quizzes.AttemptStarted.v2');
  if (!started) return undefined;
  const submitted = ofType(facts, 'quizzes.AttemptSubmitted.v1');
  const { deadline } = (facts.findLast((fact) => fact.type === 'quizzes.DeadlineMoved.v1') ?? started).data;
  const graded = facts.reduce(gradedAttempts.evolve, gradedAttempts.initial);
  const { paper, attemptId, quizId, courseId, studentId, number, terms } = started.data;
  const answers = submitted?.data.answers ?? answersIn(facts);
  const score = graded.phase === 'graded' ? graded.score : undefined;
  const effective = effectivePaper(paper, keys);
  const tries = graded.phase === 'none' ? {} : graded.given.tries;
  return {
    attemptId,
    quizId,
    courseId,
    studentId,
    number,
    phase: phaseOf(facts),
    paper: publicPaper(paper, terms),
    answers,
    checks: submitted ? [] : checksOf(effective, tries, shown),
    startedAt: started.metadata.at,
    deadline,
    overdue: terms.overdue,
    graceSeconds: terms.graceSeconds,
    serverTime,
    submittedAt: submitted?.metadata.at ?? null,
    by: submitted?.data.by ?? null,
    score: shown.marks ? (score?.score ?? null) : null,
    maxScore: score?.maxScore ?? paper.slots.reduce((sum, { mark }) => sum + mark, 0),
    shown,
    review: graded.phase === 'graded' ? review(effective, graded, shown) : null,
  };
}
