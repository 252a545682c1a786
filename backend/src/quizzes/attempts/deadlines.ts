import type { Id, Instant } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { byItself } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { attempts, isOverdue } from './attempt.ts';
import { EndOverdue } from './end-overdue.ts';

/** Keeps deadlines also where the clock has not come round yet: whoever meets an attempt whose time is over ends it first. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
  ) {}

  async keep(attemptId: Id, now: Instant): Promise<void> {
    const { state: attempt } = await this.streams.look(attempts, attemptId, Number.POSITIVE_INFINITY);
    if (attempt.phase === 'open' && isOverdue(attempt, now))
      await this.commands.execute(new EndOverdue(byItself('end-attempt', attemptId, now), attemptId));
  }
}
