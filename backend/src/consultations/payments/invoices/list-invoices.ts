import type { Id, InvoicesPage, InvoicesQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { shownInvoices } from './shown-invoice.ts';

/** The invoices and credit notes that somebody gave or got. */
export class ListInvoices extends Query<z.infer<typeof InvoicesPage>> {
  constructor(
    readonly personId: Id,
    readonly page: InvoicesQuery,
  ) {
    super();
  }
}

@QueryHandler(ListInvoices)
export class ListInvoicesHandler implements IQueryHandler<ListInvoices> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, page: { booking: bookingId, ...page } }: ListInvoices) {
    const { items, next } = await this.models.invoices.page({ personId, bookingId, ...page });
    return { items: await shownInvoices(this.models, items), next };
  }
}
