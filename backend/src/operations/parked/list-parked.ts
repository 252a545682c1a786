import type { Page, Parked, ParkedQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { shown } from './parked.ts';

/** The facts that could not be folded, read model by read model, in the order of the log. */
export class ListParked extends Query<Page<Parked>> {
  constructor(readonly page: ParkedQuery) {
    super();
  }
}

@QueryHandler(ListParked)
export class ListParkedHandler implements IQueryHandler<ListParked> {
  constructor(private readonly models: ReadModels) {}

  async execute({ page }: ListParked): Promise<Page<Parked>> {
    const { items, next } = await this.models.operations.parked(page);
    return { items: items.map(shown), next };
  }
}
