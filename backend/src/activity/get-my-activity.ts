import type { ActivityPage, Id, PageQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { shownActivity } from './shown.ts';

/** What somebody did themselves, in all courses and rooms. */
export class GetMyActivity extends Query<ActivityPage> {
  constructor(
    readonly personId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(GetMyActivity)
export class GetMyActivityHandler implements IQueryHandler<GetMyActivity> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, page }: GetMyActivity): Promise<ActivityPage> {
    const { items, next } = await this.models.activity.ofPerson(personId, page);
    return { items: await shownActivity(this.models, items), next, rooms: [] };
  }
}
