import type { Id, ParkedLeft, ProjectionEvent } from '@lyceum/contracts';
import { ReadModels, type ParkedFact } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Principal } from '../../api/request.ts';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Followed } from '../projections/followed.ts';
import { projections } from '../projections/projection.ts';
import { findParked } from './find-parked.ts';
import { inTheWay, Obstacles, type Obstacle } from './obstacles.ts';

/** Leaves a parked fact out of its row for good, with a reason, and folds those that waited behind it. */
export class SkipParked extends Command<Written<ParkedLeft>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Principal,
    readonly parkedId: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** Which fact of which row. */
type Place = Pick<ParkedFact, 'model' | 'key' | 'stream' | 'revision'>;

export function decide(place: Place, operatorId: Id, reason: string, obstacle: Obstacle): Decision<ProjectionEvent> {
  const { model: name, key, stream, revision } = place;
  return inTheWay(obstacle) ?? accept({ type: 'operations.SkipOrdered.v1', data: { name, key, stream, revision, operatorId, reason } });
}

@CommandHandler(SkipParked)
export class SkipParkedHandler implements ICommandHandler<SkipParked> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
    private readonly obstacles: Obstacles,
  ) {}

  async execute({ context, who, parkedId, reason }: SkipParked): Promise<Written<ParkedLeft>> {
    const fact = await findParked(this.models, parkedId);
    const { model, key } = fact;
    const seeing = () => this.obstacles.of(model, key);
    const skip = (_: unknown, obstacle: Obstacle) => decide(fact, who.personId, reason, obstacle);
    const outcome = await this.streams.decide(projections, model, context, skip, { seeing });
    const done = await this.followed.until(model, outcome.revision);
    return answer(outcome, { done, parked: await this.models.operations.countParked(model, key) });
  }
}
