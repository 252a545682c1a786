import type { ParkedLeft, ProjectionEvent } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Followed } from '../projections/followed.ts';
import { projections } from '../projections/projection.ts';
import { inTheWay, Obstacles, type Obstacle } from './obstacles.ts';
import { findParked } from './find-parked.ts';

/** Folds the parked facts of a row again, in their order, up to the first that still cannot be. */
export class RetryParked extends Command<Written<ParkedLeft>> {
  constructor(
    readonly context: CommandContext,
    readonly parkedId: string,
  ) {
    super();
  }
}

export const decide = (name: string, key: string, obstacle: Obstacle): Decision<ProjectionEvent> =>
  inTheWay(obstacle) ?? accept({ type: 'operations.RetryOrdered.v1', data: { name, key } });

@CommandHandler(RetryParked)
export class RetryParkedHandler implements ICommandHandler<RetryParked> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
    private readonly obstacles: Obstacles,
  ) {}

  async execute({ context, parkedId }: RetryParked): Promise<Written<ParkedLeft>> {
    const { model, key } = await findParked(this.models, parkedId);
    const seeing = () => this.obstacles.of(model, key);
    const outcome = await this.streams.decide(projections, model, context, (_, obstacle) => decide(model, key, obstacle), { seeing });
    const done = await this.followed.until(model, outcome.revision);
    return answer(outcome, { done, parked: await this.models.operations.countParked(model, key) });
  }
}
