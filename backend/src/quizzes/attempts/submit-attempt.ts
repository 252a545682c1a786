import type { Answers, AttemptEvent, Id, Instant, Submitted as SubmittedAnswer } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import type { KeyHistories } from '../key-history.ts';
import { keysFor } from '../quiz.ts';
import { attempts, isOver, savedAnswers, type Attempt } from './attempt.ts';
import { answersMisfit } from './misfits.ts';
import { Receipts } from './receipt.ts';
import { submitting } from './submitting.ts';

/** A student hands in their attempt: what was saved, with the answers of the request over it. Handing in again changes nothing. */
export class SubmitAttempt extends Command<Written<SubmittedAnswer>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly attemptId: Id,
    readonly answers: Answers = {},
  ) {
    super();
  }
}

/** After the deadline only what was saved by then counts, and the timer is said to have submitted it. */
export function decide(
  attempt: Attempt,
  { studentId, answers }: Pick<SubmitAttempt, 'studentId' | 'answers'>,
  now: Instant,
  keys: KeyHistories,
): Decision<AttemptEvent> {
  if (attempt.phase === 'none' || attempt.studentId !== studentId) return refuse('attempt-not-found');
  if (attempt.phase === 'submitted') return nothing();
  const misfit = answersMisfit(attempt.paper, answers);
  if (misfit) return refuse('answer-does-not-fit', misfit);
  const saved = savedAnswers(attempt);
  return isOver(attempt, now) ? submitting(attempt, 'timer', saved, keys) : submitting(attempt, 'student', { ...saved, ...answers }, keys);
}

@CommandHandler(SubmitAttempt)
export class SubmitAttemptHandler implements ICommandHandler<SubmitAttempt> {
  constructor(
    private readonly streams: Streams,
    private readonly receipts: Receipts,
  ) {}

  async execute(command: SubmitAttempt): Promise<Written<SubmittedAnswer>> {
    const { context, attemptId } = command;
    const submitted = await this.streams.decide(
      attempts,
      attemptId,
      context,
      (attempt, keys: KeyHistories) => decide(attempt, command, context.at, keys),
      {
        seeing: keysFor,
      },
    );
    const attempt = submitted.state;
    if (attempt.phase !== 'submitted') throw new Refused({ code: 'attempt-not-found' });
    const { score, maxScore } = attempt;
    return answer(submitted, { score, maxScore, receipt: this.receipts.of(attempt, submitted.revision) });
  }
}
