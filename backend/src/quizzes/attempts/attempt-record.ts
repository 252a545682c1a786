import type { Answers, AttemptDetail, AttemptEvent, EventOf, Instant, Recorded } from '@lyceum/contracts';
import { publicPaper } from '../paper/public-paper.ts';
import { review } from '../paper/review.ts';

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

/** An attempt as its facts tell it, for its student and the staff; undefined where there is none. */
export function attemptOf(facts: readonly Fact[], serverTime: Instant): AttemptDetail | undefined {
  const started = ofType(facts, 'quizzes.AttemptStarted.v2');
  if (!started) return undefined;
  const submitted = ofType(facts, 'quizzes.AttemptSubmitted.v1');
  const graded = ofType(facts, 'quizzes.AttemptGraded.v2');
  const { paper, deadline, attemptId, quizId, courseId, studentId, number, terms } = started.data;
  const answers = submitted?.data.answers ?? answersIn(facts);
  const score = graded?.data.score;
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
    maxScore: paper.slots.reduce((sum, { mark }) => sum + mark, 0),
    review: score ? review(paper, answers, score) : null,
  };
}
