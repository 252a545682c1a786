import type { AttemptEvent, Id, KeyHistories } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { gradedAnew, gradedAttempts, type Graded, type GradedAttempt } from '../attempts/graded-attempt.ts';
import { withQuestion } from '../grading/by-hand.ts';
import { quizzes } from '../quiz.ts';

type Cause = { readonly kind: 'regrade' | 'reversal'; readonly regradeId: Id };

/** One attempt is graded anew as far as one question goes. Tells whether this regrade has given it the score that it has. */
export class RegradeAttempt extends Command<boolean> {
  constructor(
    readonly context: CommandContext,
    readonly quizId: Id,
    readonly attemptId: Id,
    readonly questionId: Id,
    readonly cause: Cause,
  ) {
    super();
  }
}

/** What the attempt is worth with this question graded by the key of now. The same score where that changes nothing. */
export const regraded = (attempt: Graded, keys: KeyHistories, questionId: Id) =>
  attempt.score.marks.some((mark) => mark.questionId === questionId)
    ? withQuestion(attempt.score, gradedAnew(attempt, keys), questionId)
    : attempt.score;

export function decide(attempt: GradedAttempt, keys: KeyHistories, questionId: Id, cause: Cause): Decision<AttemptEvent> {
  if (attempt.phase !== 'graded') return nothing();
  const { attemptId, quizId, courseId, studentId, score: former, lateSeconds } = attempt;
  const score = regraded(attempt, keys, questionId);
  if (score === former) return nothing();
  return accept({
    type: 'quizzes.AttemptGraded.v2',
    data: { attemptId, quizId, courseId, studentId, score, former, cause, lateSeconds },
  });
}

@CommandHandler(RegradeAttempt)
export class RegradeAttemptHandler implements ICommandHandler<RegradeAttempt> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, quizId, attemptId, questionId, cause }: RegradeAttempt): Promise<boolean> {
    const { state } = await this.streams.decide(
      gradedAttempts,
      attemptId,
      context,
      (attempt, keys: KeyHistories) => decide(attempt, keys, questionId, cause),
      {
        seeing: async () => {
          const { state: quiz } = await this.streams.look(quizzes, quizId, SEEN);
          return quiz.phase === 'none' ? {} : quiz.keys;
        },
      },
    );
    return state.phase === 'graded' && state.regradeId === cause.regradeId;
  }
}

/** How old the corrections of the quiz may be, in milliseconds: whoever sends these commands has just looked. */
const SEEN = 1000;
