import type { Id } from '@lyceum/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DueCommands } from '../../automation/due-commands.ts';
import { RegradeWork } from './regrade-work.ts';

/** The clock goes on with a regrade that no process works on any more. */
export class GoOnWithRegrade extends Command<void> {
  constructor(readonly regradeId: Id) {
    super();
  }
}

@CommandHandler(GoOnWithRegrade)
export class GoOnWithRegradeHandler implements ICommandHandler<GoOnWithRegrade> {
  constructor(private readonly work: RegradeWork) {}

  /** It takes its time: the clock does not wait for it. */
  async execute({ regradeId }: GoOnWithRegrade): Promise<void> {
    void this.work.start(regradeId);
  }
}

/** When a question has been corrected, or a correction taken back, the attempts of the quiz are graded anew. */
@Injectable()
export class WhenRegradedThenApply implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('apply-regrade', ({ regradeId }) => new GoOnWithRegrade(regradeId));
  }
}
