import { allows, type Page, type WebinarsQuery, type WebinarSummary } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { beside, summaryOf } from './shown.ts';

/** The webinars that somebody may know of, in the order in which they begin. */
export class ListWebinars extends Query<Page<WebinarSummary>> {
  constructor(
    readonly who: Asker,
    readonly page: WebinarsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListWebinars)
export class ListWebinarsHandler implements IQueryHandler<ListWebinars> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ who, page: { course, host, mine, ...page } }: ListWebinars): Promise<Page<WebinarSummary>> {
    const of = { personId: who.personId, all: allows(who.roles, 'webinars.manage'), mine: mine === 'true' };
    const { items, next } = await this.models.webinars.page({ ...page, ...of, courseId: course, hostId: host });
    const around = await beside(this.models, items, who);
    const now = this.clock.now();
    return { items: items.map((row) => summaryOf(row, around, who, now)), next };
  }
}
