import {
  CourseAnalytics,
  CourseAnalyticsQuery,
  CourseAnalyticsSettings,
  CourseMembers,
  CourseMembersQuery,
  Id,
  OwnProgress,
  OwnProgressQuery,
  Story,
  StoryQuery,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GetCourseAnalytics } from './get-course-analytics.ts';
import { GetOwnProgress } from './get-own-progress.ts';
import { GetStory } from './get-story.ts';
import { ListMembers } from './list-members.ts';
import { SetCourseSettings } from './set-course-settings.ts';

@ApiTags('analytics')
@Controller()
export class CourseAnalyticsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('courses/:id/analytics')
  @SignedIn()
  @Reads('participation', 'gradebook', 'attendance', 'webinars', 'quizzes', 'gradings', 'courses')
  @ApiOperation({ summary: 'A course in figures, for its staff: how far people come, week by week and part by part' })
  @Answers(200, CourseAnalytics, 'course-not-found')
  course(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Query({ schema: CourseAnalyticsQuery }) { asOf }: CourseAnalyticsQuery,
  ) {
    return this.queries.execute(new GetCourseAnalytics(who, courseId, asOf));
  }

  @Get('courses/:id/analytics/people')
  @SignedIn()
  @Reads('participation', 'gradebook', 'attendance', 'webinars', 'quizzes', 'gradings', 'courses', 'people')
  @ApiOperation({ summary: 'The people of a course week by week, for its staff: who is at risk, and why' })
  @Answers(200, CourseMembers, 'course-not-found')
  people(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Query({ schema: CourseMembersQuery }) asked: CourseMembersQuery,
  ) {
    return this.queries.execute(new ListMembers(who, courseId, asked));
  }

  @Get('courses/:id/analytics/people/:personId')
  @SignedIn()
  @Reads('participation', 'gradebook', 'attendance', 'webinars', 'quizzes', 'gradings', 'courses', 'people', 'activity', 'bookings')
  @ApiOperation({ summary: 'What somebody did in a course and what came of it, for its staff' })
  @Answers(200, Story, 'course-not-found', 'person-not-found')
  story(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('personId', { schema: Id }) personId: Id,
    @Query({ schema: StoryQuery }) { week }: StoryQuery,
  ) {
    return this.queries.execute(new GetStory(who, courseId, personId, week));
  }

  @Put('courses/:id/analytics/settings')
  @SignedIn()
  @ApiOperation({ summary: 'Say what the analytics of a course go by, and whether students see where they stand' })
  @Answers(200, CourseAnalyticsSettings, 'course-not-found')
  settings(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: CourseAnalyticsSettings }) settings: CourseAnalyticsSettings,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new SetCourseSettings(context, who, courseId, settings, expected));
  }

  @Get('me/progress')
  @SignedIn()
  @Reads('participation', 'gradebook', 'attendance', 'webinars', 'quizzes', 'gradings', 'courses', 'enrolments', 'habits')
  @ApiOperation({ summary: 'My progress in the courses I am in, how long I have kept at it, and where I stand where a course shows it' })
  @Answers(200, OwnProgress)
  mine(@Who() who: Principal, @Query({ schema: OwnProgressQuery }) { zone, course }: OwnProgressQuery) {
    return this.queries.execute(new GetOwnProgress(who.personId, zone, course));
  }
}
