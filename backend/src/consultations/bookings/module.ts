import { Module } from '@nestjs/common';
import { AvailabilityController } from '../calendar/availability-controller.ts';
import { CloseSlotHandler } from '../calendar/close-slot.ts';
import { ExplainSlotHandler } from '../calendar/explain-slot.ts';
import { GetCalendarHandler } from '../calendar/get-calendar.ts';
import { ListSlotsHandler } from '../calendar/list-slots.ts';
import { MoveHorizonHandler } from '../calendar/move-horizon.ts';
import { OpenSlotHandler } from '../calendar/open-slot.ts';
import { SetAvailabilityHandler } from '../calendar/set-availability.ts';
import { AnswerRequestHandler } from './answer-request.ts';
import { AttendBookingHandler } from './attend-booking.ts';
import { BookHandler } from './book.ts';
import { BookingsController } from './bookings-controller.ts';
import { Calendars } from './calendars.ts';
import { CancelBookingHandler } from './cancel-booking.ts';
import { ConfirmBookingHandler } from './confirm-booking.ts';
import { GetBookingHandler } from './get-booking.ts';
import { GetPastBookingHandler } from './get-past-booking.ts';
import { JoinWaitingHandler } from './join-waiting.ts';
import { LeaveWaitingHandler } from './leave-waiting.ts';
import { ListBookingsHandler } from './list-bookings.ts';
import { ListWaitingHandler } from './list-waiting.ts';
import { RecordNoShowHandler } from './record-no-show.ts';
import { RescheduleBookingHandler } from './reschedule-booking.ts';
import { SlotsController } from './slots-controller.ts';
import { WhenDueThenAttend } from './when-due-then-attend.ts';

/** Calendars of instructors, and the sessions that are booked in them. */
@Module({
  controllers: [AvailabilityController, SlotsController, BookingsController],
  providers: [
    Calendars,
    SetAvailabilityHandler,
    OpenSlotHandler,
    CloseSlotHandler,
    MoveHorizonHandler,
    GetCalendarHandler,
    ListSlotsHandler,
    ExplainSlotHandler,
    BookHandler,
    ConfirmBookingHandler,
    CancelBookingHandler,
    RescheduleBookingHandler,
    AnswerRequestHandler,
    RecordNoShowHandler,
    JoinWaitingHandler,
    LeaveWaitingHandler,
    AttendBookingHandler,
    GetBookingHandler,
    GetPastBookingHandler,
    ListBookingsHandler,
    ListWaitingHandler,
    WhenDueThenAttend,
  ],
  exports: [Calendars],
})
export class BookingsModule {}
