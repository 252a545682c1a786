import { EnrolmentsPage, Id, PageQuery } from '@lyceum/contracts';
import { Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Context, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { Enrol } from './enrol.ts';
import { Leave } from './leave.ts';
import { ListEnrolments } from './list-enrolments.ts';

const Enrolled = z.object({ courseId: Id, personId: Id }).meta({ id: 'Enrolled' });

@ApiTags('enrolments')
@Controller('courses/:id/enrolments')
export class EnrolmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Allow('enrolments.enrol')
  @ApiOperation({ summary: 'Take a seat' })
  @Answers(201, Enrolled, 'course-not-found', 'no-seats-left', 'already-enrolled', 'own-course', 'course-not-published', 'course-archived')
  enrol(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new Enrol(context, who, courseId));
  }

  @Delete('me')
  @SignedIn()
  @ApiOperation({ summary: 'Give my seat back; attempts and grades stay' })
  @Answers(204, undefined, 'not-enrolled')
  leave(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new Leave(context, who.personId, courseId));
  }

  @Get()
  @SignedIn()
  @Reads('enrolments', 'people')
  @ApiOperation({ summary: 'Who is and was in the course, for its staff' })
  @Answers(200, EnrolmentsPage, 'course-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListEnrolments(who, courseId, page));
  }
}
