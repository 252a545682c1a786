import type { Id, Page, PageQuery, Registration } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { findRun } from './seen.ts';
import { registrationOf } from './shown.ts';

/** Who wants to be there, for those who run it. */
export class ListRegistrations extends Query<Page<Registration>> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListRegistrations)
export class ListRegistrationsHandler implements IQueryHandler<ListRegistrations> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
  ) {}

  async execute({ who, webinarId, page }: ListRegistrations): Promise<Page<Registration>> {
    await findRun(this.models, this.streams, who, webinarId);
    const { items, next } = await this.models.registrations.page(webinarId, page);
    const names = await this.models.people.names(items.map(({ personId }) => personId));
    const waiting = items.find(({ phase }) => phase === 'waiting');
    let place = waiting ? await this.models.registrations.place(waiting) : 0;
    return { items: items.map((row) => registrationOf(row, names, row.phase === 'waiting' ? place++ : null)), next };
  }
}
