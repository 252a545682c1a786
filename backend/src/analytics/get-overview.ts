import type { Overview } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The academy in figures, with its last weeks by day and its last hour by minute. */
export class GetOverview extends Query<Overview> {}

const SPANS = { days: 180, minutes: 60 };

@QueryHandler(GetOverview)
export class GetOverviewHandler implements IQueryHandler<GetOverview> {
  constructor(private readonly models: ReadModels) {}

  execute(): Promise<Overview> {
    return this.models.overview.read(SPANS);
  }
}
