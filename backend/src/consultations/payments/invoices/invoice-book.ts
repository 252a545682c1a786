import type { Id, InvoiceEvent } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../../deciding/decider.ts';
import { accept, nothing, type Decision } from '../../../deciding/decision.ts';

/** The invoices of a year: how many there are, and the newest. Whoever asks again later than that is known by the id of the command. */
export interface InvoiceBook {
  readonly count: number;
  readonly newest: readonly Id[];
}

const KEPT = 100;

const form: z.ZodType<InvoiceBook> = z.object({ count: z.int(), newest: z.array(z.string()) });

/** `invoices-YEAR`: who appends next has the next number, so that there is no gap and none is there twice. */
export const invoiceBooks: Decider<InvoiceBook, InvoiceEvent> = {
  stream: (year) => `invoices-${year}`,
  initial: { count: 0, newest: [] },
  evolve: ({ count, newest }, { data }) => ({ count: count + 1, newest: [...newest, data.invoiceId].slice(-KEPT) }),
  snapshot: { version: 1, every: 500, form },
};

type Issuing = Omit<InvoiceEvent['data'], 'number'>;

/** Gives the next number; what was written down already stays as it is. */
export function issue(book: InvoiceBook, year: string, invoice: Issuing): Decision<InvoiceEvent> {
  if (book.newest.includes(invoice.invoiceId)) return nothing();
  const number = `${year}-${String(book.count + 1).padStart(5, '0')}`;
  return accept({ type: 'consultations.InvoiceIssued.v1', data: { ...invoice, number } });
}
