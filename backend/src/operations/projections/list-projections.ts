import type { ProjectionList } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';

/** How each read model stands to the log. */
export class ListProjections extends Query<z.infer<typeof ProjectionList>> {}

@QueryHandler(ListProjections)
export class ListProjectionsHandler implements IQueryHandler<ListProjections> {
  constructor(private readonly models: ReadModels) {}

  async execute() {
    return { items: [...(await this.models.status())], next: null };
  }
}
