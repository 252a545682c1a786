import { ActivityPage, ActivityQuery, ActivityRecording, Id, PageQuery, RecordActivityRequest } from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ByPassword, Context, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { GetCourseActivity } from './get-course-activity.ts';
import { GetMyActivity } from './get-my-activity.ts';
import { RecordActivity } from './record-activity.ts';

@ApiTags('activity')
@Controller()
export class ActivityController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Post('activity')
  @Allow('activity.exchange')
  @ByPassword()
  @ApiOperation({ summary: 'Record what people used in courses, as another system tells it; each item once, by its id' })
  @Answers(200, ActivityRecording, 'wrong-credentials', 'too-many-requests')
  record(@Body({ schema: RecordActivityRequest }) { items }: RecordActivityRequest, @Context() context: CommandContext) {
    return this.commands.execute(new RecordActivity(context, items));
  }

  @Get('courses/:id/activity')
  @SignedIn()
  @Reads('activity', 'attendance', 'webinars', 'quizzes', 'courses', 'people')
  @ApiOperation({ summary: 'What is done in a course and in the rooms of its webinars, the newest first, for its staff' })
  @Answers(200, ActivityPage, 'course-not-found')
  ofCourse(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Query({ schema: ActivityQuery }) page: ActivityQuery) {
    return this.queries.execute(new GetCourseActivity(who, courseId, page));
  }

  @Get('me/activity')
  @SignedIn()
  @Reads('activity', 'attendance', 'webinars', 'quizzes', 'courses', 'people')
  @ApiOperation({ summary: 'What I did myself, the newest first' })
  @Answers(200, ActivityPage)
  mine(@Who() who: Principal, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new GetMyActivity(who.personId, page));
  }
}
