import { addTally, MOST_SPANS, NO_TALLY, type Periods, type PeriodsQuery, type Tally } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../deciding/refused.ts';
import { scopesOf } from './scopes.ts';
import { beginning, end } from './stretch.ts';

const DAY = 86_400_000;

/** Days up to which they are shown by day, and by week. */
const BY_DAY = 100;
const BY_WEEK = 2 * 366;

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
    const days = (Date.parse(to) - Date.parse(from)) / DAY;
    if (days < 0)
      throw new Refused({ code: 'invalid-input', errors: [{ path: 'to', rule: 'order', message: 'The end lies before the beginning.' }] });
    const span = asked.span ?? (days <= BY_DAY ? 'day' : days <= BY_WEEK ? 'week' : 'month');
    if (span === 'day' && days > MOST_SPANS)
      throw new Refused({
        code: 'invalid-input',
        errors: [{ path: 'span', rule: 'maximum', message: `Days are told of up to ${MOST_SPANS} at once: ask for weeks or months.` }],
      });
    const items = await this.models.overview.periods(await scopesOf(this.models, asked), span, from, to);
    const total = items.reduce<Tally>((sum, item) => addTally(sum, item), NO_TALLY);
    return { span, from, to, items: [...items], total };
  }
}
