import type { Answers, AttemptDetail, AttemptEvent, EventOf, Instant, Recorded } from '@lyceum/contracts';
import type { KeyHistories } from '../key-history.ts';
import { effectivePaper } from '../paper/effective-paper.ts';
import { publicPaper } from '../paper/public-paper.ts';
import { review } from '../paper/review.ts';
import { gradedAttempts } from './graded-attempt.ts';

type Fact = Recorded<AttemptEvent>;

const ofType = <Type extends AttemptEvent['type']>(facts: readonly Fact[], type: Type) =>
  facts.find((fact): fact is Recorded<EventOf<Type>> => fact.type === type);

/** The last answer to each question by its sequence. */
function answersIn(facts: readonly Fact[]): Answers {
  const last = new Map<number, EventOf<'quizzes.AnswerSaved.v1'>['data']>();
  for (const { type, data } of facts) {
    if (type === 'quizzes.AnswerSaved.v1' && data.sequence >= (last.get(data.slot)?.sequence ?? 0)) last.set(data.slot, data);
  }
  return Object.fromEntries([...last].map(([slot, { answer }]) => [slot, answer]));
}

/** An attempt as its facts and the corrections of its quiz tell it, for its student and the staff; undefined where there is none. */
export function attemptOf(facts: readonly Fact[], keys: KeyHistories, serverTime: Instant): AttemptDetail | undefined {
  const started = ofType(facts, 'quizzes.AttemptStarted.v2');
  if (!started) return undefined;
  const submitted = ofType(facts, 'quizzes.AttemptSubmitted.v1');
  const graded = facts.reduce(gradedAttempts.evolve, gradedAttempts.initial);
  const { paper, deadline, attemptId, quizId, courseId, studentId, number, terms } = started.data;
  const answers = submitted?.data.answers ?? answersIn(facts);
  const score = graded.phase === 'graded' ? graded.score : undefined;
  return {
    attemptId,
    quizId,
    courseId,
    studentId,
    number,
    phase: submitted ? 'submitted' : 'open',
    paper: publicPaper(paper, terms),
    answers,
    startedAt: started.metadata.at,
    deadline,
    serverTime,
    submittedAt: submitted?.metadata.at ?? null,
    by: submitted?.data.by ?? null,
    score: score?.score ?? null,
    maxScore: score?.maxScore ?? paper.slots.reduce((sum, { mark }) => sum + mark, 0),
    review: graded.phase === 'graded' ? review(effectivePaper(paper, keys), answers, graded.score, graded.hands) : null,
  };
}
