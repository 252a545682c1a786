import { because, causeNow, spanOfFact, SpanKind, traced } from '@lyceum/stores';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import type { CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';

type Execute = (command: ICommand) => Promise<unknown>;

/** Every command is done because of what its context names, whoever gives it, and is a span of its own. */
@Injectable()
export class TracedCommands implements OnModuleInit {
  constructor(private readonly commands: CommandBus) {}

  onModuleInit(): void {
    const execute = this.commands.execute.bind(this.commands) as Execute;
    (this.commands as { execute: Execute }).execute = (command) => this.inItsChain(command, execute);
  }

  private inItsChain(command: ICommand, execute: Execute): Promise<unknown> {
    const { context } = command as { readonly context?: CommandContext };
    if (!context) return this.asSpan(command, execute);
    const { correlationId, causationId, commandId } = context;
    const now = causeNow();
    if (now?.correlationId === correlationId) return this.asSpan(command, execute);
    // What is not caused by itself was caused by a fact.
    const spanId = causationId === commandId ? null : spanOfFact(causationId);
    return because({ correlationId, spanId }, () => this.asSpan(command, execute));
  }

  private asSpan(command: ICommand, execute: Execute): Promise<unknown> {
    return traced(command.constructor.name, { kind: SpanKind.INTERNAL }, async (span) => {
      if (!span) return execute(command);
      try {
        return await execute(command);
      } catch (error) {
        if (error instanceof Refused) span.setAttribute('lyceum.refusal', error.refusal.code);
        throw error;
      }
    });
  }
}
