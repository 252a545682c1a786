import type { Overview, OverviewQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { scopesOf } from './scopes.ts';
import { stretchOf } from './stretch.ts';

/** The academy, a course or what an instructor teaches in figures: now, as of a moment, or what came in a stretch of time. */
export class GetOverview extends Query<Overview> {
  constructor(readonly asked: OverviewQuery) {
    super();
  }
}

@QueryHandler(GetOverview)
export class GetOverviewHandler implements IQueryHandler<GetOverview> {
  constructor(private readonly models: ReadModels) {}

  async execute({ asked }: GetOverview): Promise<Overview> {
    return this.models.overview.read(await scopesOf(this.models, asked), stretchOf(asked));
  }
}
