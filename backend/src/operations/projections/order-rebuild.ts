import type { Id, OrderRebuild as Wanted, ProjectionEvent } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { projections } from './projection.ts';

/** Has rows of a read model folded anew, beside the live ones. */
export class OrderRebuild extends Command<Written<{ rebuildId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
    readonly wanted: Wanted,
  ) {
    super();
  }
}

export function decide(name: string, rebuildId: Id, { from, key, swap }: Wanted, underWay: boolean): Decision<ProjectionEvent> {
  if (underWay) return refuse('rebuild-under-way');
  return accept({ type: 'operations.RebuildOrdered.v1', data: { name, rebuildId, from: from ?? null, key: key ?? null, swap } });
}

@CommandHandler(OrderRebuild)
export class OrderRebuildHandler implements ICommandHandler<OrderRebuild> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ context, name, wanted }: OrderRebuild): Promise<Written<{ rebuildId: Id }>> {
    const { operations } = this.models;
    if (!operations.knows(name)) throw new Refused({ code: 'projection-not-found' });
    const rebuildId = createdId(context, 'rebuild');
    const seeing = () => operations.underWay(name);
    const outcome = await this.streams.decide(projections, name, context, (_, busy) => decide(name, rebuildId, wanted, busy), { seeing });
    return answer(outcome, { rebuildId });
  }
}
