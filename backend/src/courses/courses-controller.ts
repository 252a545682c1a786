import {
  CourseCreated,
  CourseDetail,
  CoursesPage,
  CoursesQuery,
  CreateCourseRequest,
  EditCourseRequest,
  Id,
  PastQuery,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, Context, IfMatch, Public, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { ArchiveCourse } from './archive-course.ts';
import { CreateCourse } from './create-course.ts';
import { EditCourse } from './edit-course.ts';
import { GetCourse } from './get-course.ts';
import { GetPastCourse } from './get-past-course.ts';
import { ListCourses } from './list-courses.ts';
import { PublishCourse } from './publish-course.ts';

const CourseStands = z.object({ courseId: Id, phase: z.enum(['published', 'archived']) }).meta({ id: 'CourseStands' });

@ApiTags('courses')
@Controller('courses')
export class CoursesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Public()
  @Reads('courses', 'people')
  @ApiOperation({ summary: 'Published courses by title; those I teach or learn in with `mine`' })
  @Answers(200, CoursesPage)
  list(@Who() who: Principal | undefined, @Query({ schema: CoursesQuery }) page: z.infer<typeof CoursesQuery>) {
    return this.queries.execute(new ListCourses(who, page));
  }

  @Get(':id')
  @Public()
  @Reads('courses', 'quizzes', 'people')
  @ApiOperation({ summary: 'A course with what I may see of it; lessons have their text for those in it' })
  @Answers(200, CourseDetail, 'course-not-found')
  async detail(
    @Who() who: Principal | undefined,
    @Param('id', { schema: Id }) courseId: Id,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CourseDetail> {
    const { course, revision } = await this.queries.execute(new GetCourse(who, courseId));
    response.setHeader('ETag', `"${revision}"`);
    return course;
  }

  @Get(':id/past')
  @SignedIn()
  @Reads('quizzes', 'people')
  @ApiOperation({ summary: 'A course as it stood at an instant, for its staff' })
  @Answers(200, CourseDetail, 'course-not-found', 'not-allowed', 'not-there-yet')
  past(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Query({ schema: PastQuery }) { at }: PastQuery) {
    return this.queries.execute(new GetPastCourse(who, courseId, at));
  }

  @Post()
  @Allow('courses.create')
  @ApiOperation({ summary: 'Begin a course: a draft of mine' })
  @Answers(201, CourseCreated)
  create(@Who() who: Principal, @Body({ schema: CreateCourseRequest }) course: CreateCourseRequest, @Context() context: CommandContext) {
    return this.commands.execute(new CreateCourse(context, who.personId, course));
  }

  @Patch(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Change title, summary or seats' })
  @Answers(200, CourseCreated, 'course-not-found', 'revision-conflict')
  edit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: EditCourseRequest }) edit: EditCourseRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditCourse(context, who, courseId, edit, expected));
  }

  @Post(':id/publication')
  @SignedIn()
  @ApiOperation({ summary: 'Open the course to all' })
  @Answers(200, CourseStands, 'course-not-found', 'course-archived', 'revision-conflict')
  publish(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new PublishCourse(context, who, courseId, expected));
  }

  @Post(':id/archival')
  @SignedIn()
  @ApiOperation({ summary: 'Close the course: it takes nobody in any more' })
  @Answers(200, CourseStands, 'course-not-found', 'revision-conflict')
  archive(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new ArchiveCourse(context, who, courseId, expected));
  }
}
