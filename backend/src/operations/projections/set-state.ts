import type { ProjectionEvent, ProjectionStatus } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Followed } from './followed.ts';
import { projections, type ProjectionOrders } from './projection.ts';
import { statusOf } from './status.ts';

/** Lets a read model stand still, or go on. */
export class SetState extends Command<Written<ProjectionStatus>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
    readonly state: 'running' | 'paused',
  ) {
    super();
  }
}

export function decide({ paused }: ProjectionOrders, name: string, state: SetState['state'], filling: boolean): Decision<ProjectionEvent> {
  if (paused === (state === 'paused')) return nothing();
  if (filling) return refuse('rebuild-filling');
  return accept({ type: paused ? 'operations.ResumeOrdered.v1' : 'operations.PauseOrdered.v1', data: { name } });
}

@CommandHandler(SetState)
export class SetStateHandler implements ICommandHandler<SetState> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
  ) {}

  async execute({ context, name, state }: SetState): Promise<Written<ProjectionStatus>> {
    await statusOf(this.models, name);
    const seeing = () => this.models.operations.filling(name);
    const outcome = await this.streams.decide(projections, name, context, (orders, busy) => decide(orders, name, state, busy), { seeing });
    await this.followed.until(name, outcome.revision);
    return answer(outcome, await statusOf(this.models, name));
  }
}
