import {
  Attendance,
  AttendanceGradingRequest,
  CancelWebinarRequest,
  Id,
  ScheduleWebinarRequest,
  Webinar,
  WebinarScheduled,
  WebinarsPage,
  WebinarsQuery,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CancelWebinar } from './cancel-webinar.ts';
import { EditWebinar } from './edit-webinar.ts';
import { GetAttendance } from './get-attendance.ts';
import { GetEntry } from './get-entry.ts';
import { GetWebinar } from './get-webinar.ts';
import { ListWebinars } from './list-webinars.ts';
import { ScheduleWebinar } from './schedule-webinar.ts';
import { SetAttendanceGrading } from './set-grading.ts';

/** Webinars as they are planned. */
@ApiTags('webinars')
@Controller('webinars')
export class WebinarsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @SignedIn()
  @Reads('webinars', 'registrations', 'enrolments', 'courses', 'people')
  @ApiOperation({ summary: 'The webinars that I may know of, the next first; `mine` for those that I am registered for or run' })
  @Answers(200, WebinarsPage)
  list(@Who() who: Principal, @Query({ schema: WebinarsQuery }) page: WebinarsQuery) {
    return this.queries.execute(new ListWebinars(who, page));
  }

  @Post()
  @Allow('webinars.schedule')
  @ApiOperation({ summary: 'Plan a webinar, as its host' })
  @Answers(201, WebinarScheduled, 'course-not-found', 'not-allowed', 'in-the-past')
  schedule(
    @Who() who: Principal,
    @Body({ schema: ScheduleWebinarRequest }) plan: ScheduleWebinarRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ScheduleWebinar(context, who, plan));
  }

  @Get(':id')
  @SignedIn()
  @Reads('webinars', 'registrations', 'people', 'courses')
  @ApiOperation({ summary: 'A webinar, with my own ticket' })
  @Answers(200, Webinar, 'webinar-not-found')
  webinar(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id) {
    return this.queries.execute(new GetWebinar(who, webinarId));
  }

  @Put(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Plan a webinar anew, as a whole: nobody loses a seat by it' })
  @Answers(200, WebinarScheduled, 'webinar-not-found', 'not-allowed', 'webinar-begun', 'webinar-over', 'webinar-cancelled', 'in-the-past')
  edit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Body({ schema: ScheduleWebinarRequest }) plan: ScheduleWebinarRequest,
    @IfMatch() expected: number | undefined,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new EditWebinar(context, who, webinarId, plan, expected));
  }

  @Post(':id/cancellation')
  @SignedIn()
  @ApiOperation({ summary: 'Say that a webinar does not take place, with a reason' })
  @Answers(200, WebinarScheduled, 'webinar-not-found', 'not-allowed', 'webinar-over')
  cancel(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Body({ schema: CancelWebinarRequest }) { reason }: CancelWebinarRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CancelWebinar(context, who, webinarId, reason));
  }

  @Get(':id/attendance')
  @SignedIn()
  @Reads('attendance', 'webinars', 'registrations', 'people')
  @ApiOperation({ summary: 'Who was there and how long, and who was not; for those who run it' })
  @Answers(200, Attendance, 'webinar-not-found', 'not-allowed')
  attendance(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id) {
    return this.queries.execute(new GetAttendance(who, webinarId));
  }

  @Put(':id/grading')
  @SignedIn()
  @ApiOperation({ summary: 'Count attendance in the gradebook of the course by a rule, or (null) not any more; also when it is over' })
  @Answers(200, WebinarScheduled, 'webinar-not-found', 'course-not-found', 'not-allowed', 'webinar-cancelled')
  grading(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Body({ schema: AttendanceGradingRequest }) { grading }: AttendanceGradingRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SetAttendanceGrading(context, who, webinarId, grading));
  }

  @Get(':id/calendar.ics')
  @SignedIn()
  @Reads('webinars')
  @ApiProduces('text/calendar')
  @ApiOperation({ summary: 'A webinar for my calendar program' })
  @Answers(200, z.string().meta({ format: 'text/calendar' }), 'webinar-not-found')
  async entry(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id, @Res() response: Response) {
    const file = await this.queries.execute(new GetEntry(who, webinarId));
    response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="webinar.ics"');
    response.end(file);
  }
}
