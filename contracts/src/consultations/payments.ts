import { z } from 'zod';
import type { Fact } from '../fact.ts';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { Money } from './money.ts';

/** Whose payment for which booking. */
interface Of {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

/**
 * Facts of what was paid for a booking: stream `payment-BOOKINGID`. Each try has a number, and the provider is asked under a key that is
 * made of the two, so that it charges once however often it is asked. No word of a card is ever recorded.
 */
export type PaymentEvent =
  | Fact<'consultations.PaymentBegun.v1', Of & { number: number; amount: Money }>
  | Fact<'consultations.PaymentDeclined.v1', Of & { number: number; reason: string }>
  /** `chargeId` is the provider's name for it. */
  | Fact<'consultations.PaymentCaptured.v1', Of & { number: number; amount: Money; chargeId: string }>
  /** Money is to go back of the try with this number; `cause` says why. `refund` counts the refunds of the booking. */
  | Fact<'consultations.RefundBegun.v1', Of & { refund: number; number: number; amount: Money; cause: RefundCause }>
  | Fact<'consultations.RefundDone.v1', Of & { refund: number; number: number; amount: Money; cause: RefundCause }>;

/** `cancelled` and `refused`: the booking was; `too-late`: the time was not kept any more when the money came; `twice`: it was paid already. */
export type RefundCause = 'cancelled' | 'refused' | 'too-late' | 'twice';

/** An invoice, or the credit note for what went back; `payment` is the number of the try that it is for. Stream `invoices-YEAR` (UTC) gives the numbers, one after the other without a gap. */
export type InvoiceEvent = Fact<
  'consultations.InvoiceIssued.v1',
  Of & { invoiceId: Id; number: string; kind: 'invoice' | 'credit-note'; amount: Money; payment: number }
>;

const digits = (least: number, most: number, say: string) => z.string().regex(new RegExp(`^\\d{${least},${most}}$`), say);

/** A card as it is typed. It goes to the provider and nowhere else. */
export const Card = z.strictObject({
  number: z
    .string()
    .transform((text) => text.replaceAll(/[ -]/g, ''))
    .pipe(digits(12, 19, 'the 12 to 19 digits of a card')),
  expires: z.string().regex(/^(?:0[1-9]|1[0-2])\/\d{2}$/, 'month and year, such as 04/30'),
  code: digits(3, 4, 'the 3 or 4 digits on the back'),
});
export type Card = z.infer<typeof Card>;
export const PayRequest = z.strictObject({ card: Card }).meta({ id: 'PayRequest' });
export type PayRequest = z.infer<typeof PayRequest>;

/** `none`: nothing was tried yet. `pending`: the provider has not said yet. `paid` stays so when some of it goes back. */
export const PaymentState = z.enum(['none', 'pending', 'declined', 'paid', 'refunded']).meta({ id: 'PaymentState' });
export type PaymentState = z.infer<typeof PaymentState>;

export const Payment = z
  .object({
    bookingId: Id,
    state: PaymentState,
    /** Why the last try was declined. */
    reason: z.string().nullable(),
    paid: Money.nullable(),
    refunded: Money.nullable(),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;

export const Invoice = z
  .object({
    invoiceId: Id,
    number: z.string(),
    kind: z.enum(['invoice', 'credit-note']),
    bookingId: Id,
    student: z.object({ personId: Id, name: z.string().nullable() }),
    instructor: z.object({ personId: Id, name: z.string().nullable() }),
    amount: Money,
    /** The number of the invoice that a credit note belongs to. */
    of: z.string().nullable(),
    at: Instant,
    /** The session that it is for; minutes. */
    session: z.object({ start: Instant, length: z.int() }).nullable(),
  })
  .meta({ id: 'Invoice' });
export type Invoice = z.infer<typeof Invoice>;
export const InvoicesPage = pageOf(Invoice).meta({ id: 'InvoicesPage' });

/** `booking`: those of one booking alone. */
export const InvoicesQuery = PageQuery.extend({ booking: Id.optional() });
export type InvoicesQuery = z.infer<typeof InvoicesQuery>;

/** What a provider tells of a charge when it has changed: which; what became of it is asked for. */
export const ProviderNews = z.strictObject({ key: z.string().regex(/^[0-9a-f-]{36}\.\d{1,4}$/) }).meta({ id: 'ProviderNews' });
export type ProviderNews = z.infer<typeof ProviderNews>;
