import { causeNow, derivedId, type AppendContext } from '@lyceum/stores';
import { newId, runName, type AutomationName, type Id, type Instant } from '@lyceum/contracts';
import { parse, v7 } from 'uuid';

/** Who commands, when and under which id. `repeated` tells that an earlier try of the same command may have been recorded. */
export interface CommandContext extends AppendContext {
  readonly repeated: boolean;
}

/** The context of a command that a person or the clock gives for the first time: in the chain of what goes on here, or the first of its own. */
export function firstTry(by: Id | null, at: Instant, correlationId: Id = causeNow()?.correlationId ?? newId()): CommandContext {
  const commandId = newId();
  return { commandId, correlationId, causationId: commandId, by, at, repeated: false };
}

/** The context of a command that an automation gives by itself, for what `key` names. */
export const byItself = (automation: AutomationName, key: string, at: Instant): CommandContext => ({
  ...firstTry(null, at),
  run: runName(automation, key),
});

/** The context of a further append within the same command: its own id, the same chain of causes. */
export const furtherStep = (context: CommandContext, step: string): CommandContext => ({
  ...context,
  commandId: derivedId(context.commandId, step),
});

/**
 * An id that a command gives to what it creates: a UUIDv7 of the command's instant whose random bits derive from the command id and
 * `name`, so that a retry of the same command makes the same id.
 */
export function createdId(context: CommandContext, name: string): Id {
  const random = parse(derivedId(context.commandId, name));
  const sequence = ((random[0]! << 24) | (random[1]! << 16) | (random[2]! << 8) | random[3]!) >>> 0;
  return v7({ msecs: Date.parse(context.at), seq: sequence, random });
}
