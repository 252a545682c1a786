import { allows, type Id, type Invoice } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../../courses/staff.ts';
import { Refused } from '../../../deciding/refused.ts';
import { shownInvoices } from './shown-invoice.ts';

/** An invoice, for the two of it and for admins. */
export class GetInvoice extends Query<Invoice> {
  constructor(
    readonly who: Asker,
    readonly invoiceId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetInvoice)
export class GetInvoiceHandler implements IQueryHandler<GetInvoice> {
  constructor(private readonly models: ReadModels) {}

  async execute({ who, invoiceId }: GetInvoice): Promise<Invoice> {
    const row = await this.models.invoices.find(invoiceId);
    const may = row && (row.people.includes(who.personId) || allows(who.roles, 'consultations.manage'));
    const [invoice] = row && may ? await shownInvoices(this.models, [row]) : [];
    if (!invoice) throw new Refused({ code: 'invoice-not-found' });
    return invoice;
  }
}
