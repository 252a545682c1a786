import type { Id, ProjectionEvent, Rebuild } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Followed } from './followed.ts';
import { projections } from './projection.ts';
import { findRebuild, shown, type KnownRebuild } from './rebuild.ts';

/** Puts the rows that were live before a swap back, with all that has happened since. */
export class RollBackRebuild extends Command<Written<Rebuild>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
    readonly rebuildId: Id,
  ) {
    super();
  }
}

export function decide(name: string, { rebuildId, stored }: Pick<KnownRebuild, 'rebuildId' | 'stored'>): Decision<ProjectionEvent> {
  if (stored?.record.phase === 'rolled-back') return nothing();
  if (stored?.record.phase !== 'swapped') return refuse('rebuild-not-swapped');
  if (!stored.former) return refuse('former-rows-gone');
  return accept({ type: 'operations.RollbackOrdered.v1', data: { name, rebuildId } });
}

@CommandHandler(RollBackRebuild)
export class RollBackRebuildHandler implements ICommandHandler<RollBackRebuild> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
  ) {}

  async execute({ context, name, rebuildId }: RollBackRebuild): Promise<Written<Rebuild>> {
    const seeing = () => findRebuild(this.streams, this.models, name, rebuildId);
    const outcome = await this.streams.decide(projections, name, context, (_, rebuild) => decide(name, rebuild), { seeing });
    if (outcome.recorded) await this.followed.until(name, outcome.revision);
    return answer(outcome, shown(name, await seeing()));
  }
}
