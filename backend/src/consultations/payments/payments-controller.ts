import { Id, Payment, PayRequest, ProviderNews } from '@lyceum/contracts';
import { Body, Controller, Get, Headers, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, Public, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { GetPayment } from './get-payment.ts';
import { PayBooking } from './pay-booking.ts';
import { ProviderNewsDesk } from './provider/news-desk.ts';

/** Paying for sessions. */
@ApiTags('consultations')
@Controller()
export class PaymentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly desk: ProviderNewsDesk,
  ) {}

  @Get('bookings/:id/payment')
  @SignedIn()
  @ApiOperation({ summary: 'What was paid for a booking' })
  @Answers(200, Payment, 'booking-not-found')
  payment(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id) {
    return this.queries.execute(new GetPayment(who, bookingId));
  }

  @Post('bookings/:id/payment')
  @SignedIn()
  @ApiOperation({ summary: 'Pay for a time that is kept for me; it is confirmed as soon as the money is there' })
  @Answers(
    200,
    Payment,
    'booking-not-found',
    'not-allowed',
    'nothing-to-pay',
    'hold-expired',
    'booking-over',
    'payment-pending',
    'too-many-requests',
  )
  pay(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: PayRequest }) { card }: PayRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new PayBooking(context, who, bookingId, card));
  }

  /** The provider signs what it tells; whatever it tells, what became of the charge is asked for. */
  @Post('payments/news')
  @Public()
  @ApiOperation({ summary: 'For the payment provider: something became of a charge' })
  @Answers(204, undefined, 'not-allowed')
  async news(@Body({ schema: ProviderNews }) { key }: ProviderNews, @Headers('lyceum-signature') signature?: string): Promise<void> {
    if (signature === undefined || !this.desk.isSigned(key, signature)) throw new Refused({ code: 'not-allowed' });
    await this.desk.take(key);
  }
}
