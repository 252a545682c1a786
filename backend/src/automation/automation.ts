import { REACTING, type AcademyEventType, type EventOf, type ReactedTo, type ReactionName, type Recorded } from '@lyceum/contracts';
import type { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../deciding/context.ts';

/** What happens by itself when something has happened, declared as data. The engine (reactor.ts) owns reading, repeating and giving up. */
export interface Automation<Type extends AcademyEventType = AcademyEventType> {
  /** `when-FACT-then-COMMAND`, for good: the ids of its commands and its place in the log go by it. */
  readonly name: string;
  readonly from: readonly Type[];
  /** A fact that happened longer ago than so many seconds (by its `at`) has no effect any more; null where it always has. */
  readonly fresh: number | null;
  /** The command that the fact asks for, or null. It may be given again, under the same id: it must be harmless then. */
  readonly command: (fact: Recorded<EventOf<Type>>, context: CommandContext) => Command<unknown> | null;
}

/** An automation of the catalogue: what it reacts to stands there, what it asks for here. */
export const reaction = <Name extends ReactionName>(
  name: Name,
  command: Automation<ReactedTo<Name>>['command'],
): Automation<ReactedTo<Name>> => {
  const { from, fresh } = REACTING[name];
  return { name, from: from as readonly ReactedTo<Name>[], fresh, command };
};
