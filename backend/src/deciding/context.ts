import { derivedId, type AppendContext } from '@lyceum/stores';
import { newId, type Id, type Instant } from '@lyceum/contracts';

/** Who commands, when and under which id. `repeated` tells that an earlier try of the same command may have been recorded. */
export interface CommandContext extends AppendContext {
  readonly repeated: boolean;
}

/** The context of a command that a person or the clock gives for the first time. */
export function firstTry(by: Id | null, at: Instant, correlationId: Id = newId()): CommandContext {
  const commandId = newId();
  return { commandId, correlationId, causationId: commandId, by, at, repeated: false };
}

/** The context of a further append within the same command: its own id, the same chain of causes. */
export const furtherStep = (context: CommandContext, step: string): CommandContext => ({
  ...context,
  commandId: derivedId(context.commandId, step),
});
