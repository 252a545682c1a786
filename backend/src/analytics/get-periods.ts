import { addTally, NO_TALLY, type Periods, type PeriodsQuery, type Tally } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { scopesOf } from './scopes.ts';
import { beginning, end, spanFor } from './stretch.ts';

/** What happened in each day, week or month of a stretch of time. */
export class GetPeriods extends Query<Periods> {
  constructor(readonly asked: PeriodsQuery) {
    super();
  }
}

@QueryHandler(GetPeriods)
export class GetPeriodsHandler implements IQueryHandler<GetPeriods> {
  constructor(private readonly models: ReadModels) {}

  async execute({ asked }: GetPeriods): Promise<Periods> {
    const [from, to] = [beginning(asked.from), end(asked.to)];
    const span = spanFor(from, to, asked.span);
    const items = await this.models.overview.periods(await scopesOf(this.models, asked), span, from, to);
    const total = items.reduce<Tally>((sum, item) => addTally(sum, item), NO_TALLY);
    return { span, from, to, items: [...items], total };
  }
}
