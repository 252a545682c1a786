import { laterPosition, BEGINNING, type ParkedLeft } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Followed } from '../projections/followed.ts';
import { projections } from '../projections/projection.ts';
import { inTheWay, Obstacles } from './obstacles.ts';

/** Folds all parked facts again, of one read model or of all; those that are being rebuilt or stand still are left as they are. */
export class RetryAllParked extends Command<Written<ParkedLeft>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(RetryAllParked)
export class RetryAllParkedHandler implements ICommandHandler<RetryAllParked> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly followed: Followed,
    private readonly obstacles: Obstacles,
  ) {}

  async execute({ context, name }: RetryAllParked): Promise<Written<ParkedLeft>> {
    const { operations } = this.models;
    if (name !== undefined && !operations.knows(name)) throw new Refused({ code: 'projection-not-found' });
    const withParked = await operations.withParked();
    const wanted = withParked.filter((each) => name === undefined || each === name);
    const done = await Promise.all(wanted.map((model) => this.retry(context, model)));
    const left = await Promise.all(wanted.map((model) => operations.countParked(model)));
    const position = done.reduce((latest, each) => laterPosition(latest, each.position), BEGINNING);
    const body = { done: done.every(({ followed }) => followed), parked: left.reduce((sum, count) => sum + count, 0) };
    return new Written(body, position, null);
  }

  private async retry(context: CommandContext, model: string) {
    const order = { type: 'operations.RetryOrdered.v1', data: { name: model, key: null } } as const;
    const seeing = () => this.obstacles.of(model, null);
    try {
      const step = furtherStep(context, model);
      const outcome = await this.streams.decide(projections, model, step, (_, obstacle) => inTheWay(obstacle) ?? accept(order), { seeing });
      return { position: outcome.position, followed: await this.followed.until(model, outcome.revision) };
    } catch (error) {
      if (error instanceof Refused) return { position: BEGINNING, followed: false };
      throw error;
    }
  }
}
