import type { AttemptEvent, Id, Instant, KeyHistories } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { keysFor } from '../quiz.ts';
import { attempts, isOverdue, savedAnswers, type Attempt } from './attempt.ts';
import { submitting } from './submitting.ts';

/** The clock ends an attempt whose time is over: it hands in what was saved, or where the student had to do it, gives the attempt up. */
export class EndOverdue extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly attemptId: Id,
  ) {
    super();
  }
}

export function decide(attempt: Attempt, now: Instant, keys: KeyHistories): Decision<AttemptEvent> {
  if (attempt.phase !== 'open' || !isOverdue(attempt, now)) return nothing();
  if (attempt.terms.overdue === 'submit') return submitting(attempt, 'timer', savedAnswers(attempt), keys, now);
  const { attemptId, quizId, courseId, studentId } = attempt;
  return accept({ type: 'quizzes.AttemptAbandoned.v1', data: { attemptId, quizId, courseId, studentId } });
}

@CommandHandler(EndOverdue)
export class EndOverdueHandler implements ICommandHandler<EndOverdue> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, attemptId }: EndOverdue): Promise<void> {
    await this.streams.decide(attempts, attemptId, context, (attempt, keys: KeyHistories) => decide(attempt, context.at, keys), {
      seeing: keysFor,
    });
  }
}
