import {
  Booking,
  BookingChanged,
  BookingsPage,
  BookingsQuery,
  CancelRequest,
  Id,
  MyWaits,
  NoShowRequest,
  PastQuery,
  RefuseRequest,
  RescheduleRequest,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { AnswerRequest } from './answer-request.ts';
import { CancelBooking } from './cancel-booking.ts';
import { ConfirmBooking } from './confirm-booking.ts';
import { GetBooking } from './get-booking.ts';
import { GetPastBooking } from './get-past-booking.ts';
import { ListBookings } from './list-bookings.ts';
import { ListWaiting } from './list-waiting.ts';
import { RecordNoShow } from './record-no-show.ts';
import { SLOT_REFUSALS } from './refusals.ts';
import { RescheduleBooking } from './reschedule-booking.ts';

/** Bookings, for their two. */
@ApiTags('consultations')
@Controller()
export class BookingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('me/bookings')
  @SignedIn()
  @Reads('bookings', 'people')
  @ApiOperation({ summary: 'My sessions, as student and as instructor; to come the next first, over the last first' })
  @Answers(200, BookingsPage)
  mine(@Who() who: Principal, @Query({ schema: BookingsQuery }) page: BookingsQuery) {
    return this.queries.execute(new ListBookings(who.personId, page));
  }

  @Get('me/waiting')
  @SignedIn()
  @Reads('calendars', 'people')
  @ApiOperation({ summary: 'The full days that I wait for, the next first' })
  @Answers(200, MyWaits)
  waits(@Who() who: Principal) {
    return this.queries.execute(new ListWaiting(who.personId));
  }

  @Get('bookings/:id')
  @SignedIn()
  @Reads('bookings', 'people')
  @ApiOperation({ summary: 'A booking' })
  @Answers(200, Booking, 'booking-not-found')
  booking(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id) {
    return this.queries.execute(new GetBooking(who, bookingId));
  }

  @Get('bookings/:id/past')
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'A booking as it stood at an instant' })
  @Answers(200, Booking, 'booking-not-found', 'not-there-yet')
  past(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id, @Query({ schema: PastQuery }) { at }: PastQuery) {
    return this.queries.execute(new GetPastBooking(who, bookingId, at));
  }

  @Post('bookings/:id/confirmation')
  @SignedIn()
  @ApiOperation({ summary: 'Confirm a time that is kept for me' })
  @Answers(200, BookingChanged, 'booking-not-found', 'hold-expired', 'booking-over', 'payment-needed', 'not-allowed')
  confirm(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ConfirmBooking(context, who, bookingId));
  }

  @Post('bookings/:id/cancellation')
  @SignedIn()
  @ApiOperation({ summary: 'Call a session off; what is paid back the policy of the booking says' })
  @Answers(200, BookingChanged, 'booking-not-found', 'hold-expired', 'booking-over', 'session-begun')
  cancel(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: CancelRequest }) { reason, series }: CancelRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CancelBooking(context, who, bookingId, reason, series));
  }

  @Post('bookings/:id/rescheduling')
  @SignedIn()
  @ApiOperation({ summary: 'Move a session: the new time is taken and the former one freed in one step' })
  @Answers(200, BookingChanged, 'booking-not-found', 'hold-expired', 'booking-over', 'session-begun', 'too-late-to-move', ...SLOT_REFUSALS)
  reschedule(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: RescheduleRequest }) { start, length }: RescheduleRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RescheduleBooking(context, who, bookingId, start, length));
  }

  @Post('bookings/:id/approval')
  @SignedIn()
  @ApiOperation({ summary: 'Say yes to a request, as its instructor' })
  @Answers(200, BookingChanged, 'booking-not-found', 'not-requested', 'booking-over', 'session-begun', 'not-allowed')
  approve(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new AnswerRequest(context, who, bookingId, { approved: true }));
  }

  @Post('bookings/:id/refusal')
  @SignedIn()
  @ApiOperation({ summary: 'Say no to a request, as its instructor' })
  @Answers(200, BookingChanged, 'booking-not-found', 'not-requested', 'booking-over', 'session-begun', 'not-allowed')
  refuse(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: RefuseRequest }) { reason }: RefuseRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AnswerRequest(context, who, bookingId, { approved: false, reason }));
  }

  @Post('bookings/:id/no-show')
  @SignedIn()
  @ApiOperation({ summary: 'Say that the other one did not come' })
  @Answers(200, BookingChanged, 'booking-not-found', 'session-not-over', 'booking-over', 'not-allowed')
  missed(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: NoShowRequest }) missing: NoShowRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RecordNoShow(context, who, bookingId, missing.who));
  }
}
