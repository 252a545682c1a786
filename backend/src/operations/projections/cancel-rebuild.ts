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

/** Gives a rebuild up: nothing of it is left. */
export class CancelRebuild extends Command<Written<Rebuild>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
    readonly rebuildId: Id,
  ) {
    super();
  }
}

export function decide(name: string, { rebuildId, stored }: Pick<KnownRebuild, 'rebuildId' | 'stored'>): Decision<ProjectionEvent> {
  const phase = stored?.record.phase ?? 'filling';
  if (phase === 'cancelled') return nothing();
  if (phase !== 'filling' && phase !== 'compared') return refuse('rebuild-over');
  return accept({ type: 'operations.CancellationOrdered.v1', data: { name, rebuildId } });
}

@CommandHandler(CancelRebuild)
export class CancelRebuildHandler implements ICommandHandler<CancelRebuild> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
  ) {}

  async execute({ context, name, rebuildId }: CancelRebuild): Promise<Written<Rebuild>> {
    const seeing = () => findRebuild(this.streams, this.models, name, rebuildId);
    const outcome = await this.streams.decide(projections, name, context, (_, rebuild) => decide(name, rebuild), { seeing });
    if (outcome.recorded) await this.followed.until(name, outcome.revision);
    return answer(outcome, shown(name, await seeing()));
  }
}
