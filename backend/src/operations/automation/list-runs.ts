import type { Page, Run, RunsQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { shownRuns } from './shown.ts';
import { Standing } from './standing.ts';

/** What automations have done, the newest first; of one, or in one state. */
export class ListRuns extends Query<Page<Run>> {
  constructor(readonly query: RunsQuery) {
    super();
  }
}

@QueryHandler(ListRuns)
export class ListRunsHandler implements IQueryHandler<ListRuns> {
  constructor(
    private readonly models: ReadModels,
    private readonly standing: Standing,
  ) {}

  async execute({ query }: ListRuns): Promise<Page<Run>> {
    const [{ items, next }, place] = await Promise.all([this.models.automation.page(query), this.standing.place()]);
    return { items: await shownRuns(this.models, items, place), next };
  }
}
