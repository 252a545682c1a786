import type { Order, OrdersQuery, Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** Who ordered what of the read models, the newest first. */
export class ListOrders extends Query<Page<Order>> {
  constructor(readonly page: OrdersQuery) {
    super();
  }
}

@QueryHandler(ListOrders)
export class ListOrdersHandler implements IQueryHandler<ListOrders> {
  constructor(private readonly models: ReadModels) {}

  async execute({ page }: ListOrders): Promise<Page<Order>> {
    const { items, next } = await this.models.orders.page(page);
    const names = await this.models.people.names(items.flatMap(({ by }) => by ?? []));
    const shown = items.map(({ newest: _, by, ...row }) => ({
      ...row,
      by: { personId: by, name: by === null ? null : (names.get(by) ?? null) },
    }));
    return { items: shown, next };
  }
}
