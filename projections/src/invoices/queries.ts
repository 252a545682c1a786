import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { InvoiceRow } from './projection.ts';

export class InvoicesQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(invoiceId: Id): Promise<InvoiceRow | null> {
    return this.#models.find<InvoiceRow>('invoices', invoiceId);
  }

  ofBookings(bookingIds: readonly Id[]): Promise<readonly InvoiceRow[]> {
    return this.#models.findMany<InvoiceRow>('invoices', { bookingId: { $in: [...bookingIds] } });
  }

  /** Those that a person gave or got, the newest first. */
  page({
    personId,
    bookingId,
    ...page
  }: PageOf & { readonly personId: Id; readonly bookingId?: Id | undefined }): Promise<Page<InvoiceRow>> {
    return this.#models.reading('invoices', (rows) =>
      pageBy<InvoiceRow>(rows, { people: personId, ...(bookingId && { bookingId }) }, 'number', page, 'falling'),
    );
  }
}
