import type { ProjectionStatus } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { statusOf } from './status.ts';

/** How one read model stands to the log. */
export class GetProjection extends Query<ProjectionStatus> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(GetProjection)
export class GetProjectionHandler implements IQueryHandler<GetProjection> {
  constructor(private readonly models: ReadModels) {}

  execute({ name }: GetProjection): Promise<ProjectionStatus> {
    return statusOf(this.models, name);
  }
}
