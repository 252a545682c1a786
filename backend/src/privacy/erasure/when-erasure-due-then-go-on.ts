import type { Id } from '@lyceum/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DueCommands } from '../../automation/due-commands.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ErasureWork } from './erasure-work.ts';

/** The clock has come to somebody who was to be forgotten and is not yet. */
export class GoOnErasing extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
  ) {
    super();
  }
}

/** It takes seconds, and the clock has other things to do: it is not kept waiting. */
@CommandHandler(GoOnErasing)
export class GoOnErasingHandler implements ICommandHandler<GoOnErasing> {
  constructor(private readonly work: ErasureWork) {}

  async execute({ context, personId }: GoOnErasing): Promise<void> {
    void this.work.run(context, personId);
  }
}

/** When somebody was ordered to be forgotten and whoever was at it has died, it is gone on with. */
@Injectable()
export class WhenErasureDueThenGoOn implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('erase-person', ({ personId }, context) => new GoOnErasing(context, personId));
  }
}
