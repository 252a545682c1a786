import type { DueQuery, DueThing, Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { shownDue } from './shown.ts';

/** What the clock is to do, the soonest first. */
export class ListDue extends Query<Page<DueThing>> {
  constructor(readonly query: DueQuery) {
    super();
  }
}

@QueryHandler(ListDue)
export class ListDueHandler implements IQueryHandler<ListDue> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ query: { automation, ...page } }: ListDue): Promise<Page<DueThing>> {
    const { items, next } = await this.models.due.page({ what: automation, ...page });
    return { items: await shownDue(this.models, items, this.clock.now()), next };
  }
}
