import { instant, type Id } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Command, CommandBus } from '@nestjs/cqrs';
import type { CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';

/** The seed of all command ids of the demo: loading it again gives the same commands, which are recorded once. */
const SEED = '01970000-0000-7000-8000-00000000de30';

/** Gives the demo's commands, each under an id of its own name and at its own time. */
export class Director {
  constructor(
    private readonly commands: CommandBus,
    /** When the demo begins, milliseconds since the epoch. */
    readonly beginning: number,
    /** Whether an earlier load may have been broken off. */
    private readonly resuming: boolean,
  ) {}

  context(name: string, by: Id | null, at: number): CommandContext {
    const commandId = derivedId(SEED, name);
    return { commandId, correlationId: commandId, causationId: commandId, by, at: instant(this.beginning + at), repeated: this.resuming };
  }

  give<Result>(command: Command<Result>): Promise<Result> {
    return this.commands.execute(command);
  }

  /** Gives a command that an earlier load may have given: what it refuses for that reason is done. */
  async giveOnce(command: Command<unknown>): Promise<void> {
    try {
      await this.give(command);
    } catch (error) {
      if (!this.resuming || !(error instanceof Refused)) throw error;
    }
  }
}
