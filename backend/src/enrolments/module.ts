import { Module } from '@nestjs/common';
import { EnrolHandler } from './enrol.ts';
import { EnrolmentsController } from './enrolments-controller.ts';
import { LeaveHandler } from './leave.ts';
import { ListEnrolmentsHandler } from './list-enrolments.ts';

/** Who is in which course. */
@Module({
  controllers: [EnrolmentsController],
  providers: [EnrolHandler, LeaveHandler, ListEnrolmentsHandler],
})
export class EnrolmentsModule {}
