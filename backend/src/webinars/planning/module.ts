import { Module } from '@nestjs/common';
import { AnswerRegistrationHandler } from './answer-registration.ts';
import { CancelWebinarHandler } from './cancel-webinar.ts';
import { CheckTicketHandler } from './check-ticket.ts';
import { EditWebinarHandler } from './edit-webinar.ts';
import { GetAttendanceHandler } from './get-attendance.ts';
import { GetEntryHandler } from './get-entry.ts';
import { GetWebinarHandler } from './get-webinar.ts';
import { ListRegistrationsHandler } from './list-registrations.ts';
import { ListWebinarsHandler } from './list-webinars.ts';
import { RegisterLimit } from './register-limit.ts';
import { RegisterHandler } from './register.ts';
import { RegistrationsController } from './registrations-controller.ts';
import { ScheduleWebinarHandler } from './schedule-webinar.ts';
import { SetAttendanceGradingHandler } from './set-grading.ts';
import { WebinarsController } from './webinars-controller.ts';
import { WithdrawRegistrationHandler } from './withdraw-registration.ts';

/** Webinars as they are planned, and who is to be there. */
@Module({
  controllers: [WebinarsController, RegistrationsController],
  providers: [
    ScheduleWebinarHandler,
    EditWebinarHandler,
    CancelWebinarHandler,
    SetAttendanceGradingHandler,
    RegisterHandler,
    RegisterLimit,
    AnswerRegistrationHandler,
    WithdrawRegistrationHandler,
    CheckTicketHandler,
    GetWebinarHandler,
    ListWebinarsHandler,
    ListRegistrationsHandler,
    GetEntryHandler,
    GetAttendanceHandler,
  ],
})
export class PlanningModule {}
