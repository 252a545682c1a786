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

/** Puts the rows of a rebuild that was compared in the place of the live ones. */
export class SwapRebuild extends Command<Written<Rebuild>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
    readonly rebuildId: Id,
  ) {
    super();
  }
}

export function decide(name: string, { rebuildId, stored }: Pick<KnownRebuild, 'rebuildId' | 'stored'>): Decision<ProjectionEvent> {
  const phase = stored?.record.phase;
  if (phase === 'swapped') return nothing();
  if (phase !== 'compared') return refuse('rebuild-not-compared');
  return accept({ type: 'operations.SwapOrdered.v1', data: { name, rebuildId } });
}

@CommandHandler(SwapRebuild)
export class SwapRebuildHandler implements ICommandHandler<SwapRebuild> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
  ) {}

  async execute({ context, name, rebuildId }: SwapRebuild): Promise<Written<Rebuild>> {
    const seeing = () => findRebuild(this.streams, this.models, name, rebuildId);
    const outcome = await this.streams.decide(projections, name, context, (_, rebuild) => decide(name, rebuild), { seeing });
    if (outcome.recorded) await this.followed.until(name, outcome.revision);
    return answer(outcome, shown(name, await seeing()));
  }
}
