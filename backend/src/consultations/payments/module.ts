import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/module.ts';
import { ConfirmPaidHandler } from './confirm-paid.ts';
import { GetPaymentHandler } from './get-payment.ts';
import { GetInvoiceHandler } from './invoices/get-invoice.ts';
import { InvoicesController } from './invoices/invoices-controller.ts';
import { IssueInvoiceHandler } from './invoices/issue-invoice.ts';
import { ListInvoicesHandler } from './invoices/list-invoices.ts';
import { WhenMoneyMovesThenInvoice } from './invoices/when-money-moves-then-invoice.ts';
import { PayBookingHandler } from './pay-booking.ts';
import { PaymentsController } from './payments-controller.ts';
import { ProviderNewsDesk } from './provider/news-desk.ts';
import { PaymentProvider } from './provider/provider.ts';
import { TestBank } from './provider/test-bank.ts';
import { RefundPaymentHandler } from './refund-payment.ts';
import { SettlePaymentHandler } from './settle-payment.ts';
import { WhenBookingEndsThenRefund } from './when-booking-ends-then-refund.ts';
import { WhenPaymentCapturedThenConfirm } from './when-payment-captured-then-confirm.ts';
import { WhenPaymentOpenThenSettle } from './when-payment-open-then-settle.ts';

/** What sessions cost: paid, given back, and written down. */
@Module({
  imports: [BookingsModule],
  controllers: [PaymentsController, InvoicesController],
  providers: [
    { provide: PaymentProvider, useClass: TestBank },
    ProviderNewsDesk,
    PayBookingHandler,
    SettlePaymentHandler,
    RefundPaymentHandler,
    ConfirmPaidHandler,
    GetPaymentHandler,
    WhenPaymentCapturedThenConfirm,
    WhenBookingEndsThenRefund,
    WhenPaymentOpenThenSettle,
    IssueInvoiceHandler,
    WhenMoneyMovesThenInvoice,
    GetInvoiceHandler,
    ListInvoicesHandler,
  ],
})
export class PaymentsModule {}
