import type { AttemptEvent, Id, Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import type { KeyHistories } from '../key-history.ts';
import { keysFor } from '../quiz.ts';
import { attempts, isOver, savedAnswers, type Attempt } from './attempt.ts';
import { submitting } from './submitting.ts';

/** The clock submits an attempt whose time is over, with what was saved by then. */
export class SubmitExpired extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly attemptId: Id,
  ) {
    super();
  }
}

export const decide = (attempt: Attempt, now: Instant, keys: KeyHistories): Decision<AttemptEvent> =>
  attempt.phase === 'open' && isOver(attempt, now) ? submitting(attempt, 'timer', savedAnswers(attempt), keys) : nothing();

@CommandHandler(SubmitExpired)
export class SubmitExpiredHandler implements ICommandHandler<SubmitExpired> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, attemptId }: SubmitExpired): Promise<void> {
    await this.streams.decide(attempts, attemptId, context, (attempt, keys: KeyHistories) => decide(attempt, context.at, keys), {
      seeing: keysFor,
    });
  }
}
