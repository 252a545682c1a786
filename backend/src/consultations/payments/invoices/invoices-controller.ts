import { Id, Invoice, InvoicesPage, InvoicesQuery } from '@lyceum/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../../../api/access.ts';
import { Answers } from '../../../api/answers.ts';
import { Reads } from '../../../api/reads.ts';
import type { Principal } from '../../../api/request.ts';
import { GetInvoice } from './get-invoice.ts';
import { ListInvoices } from './list-invoices.ts';

@ApiTags('consultations')
@Controller()
export class InvoicesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('me/invoices')
  @SignedIn()
  @Reads('invoices', 'bookings', 'people')
  @ApiOperation({ summary: 'Invoices and credit notes that I gave or got, the newest first' })
  @Answers(200, InvoicesPage)
  mine(@Who() who: Principal, @Query({ schema: InvoicesQuery }) page: InvoicesQuery) {
    return this.queries.execute(new ListInvoices(who.personId, page));
  }

  @Get('invoices/:id')
  @SignedIn()
  @Reads('invoices', 'bookings', 'people')
  @ApiOperation({ summary: 'An invoice or a credit note' })
  @Answers(200, Invoice, 'invoice-not-found')
  one(@Who() who: Principal, @Param('id', { schema: Id }) invoiceId: Id) {
    return this.queries.execute(new GetInvoice(who, invoiceId));
  }
}
