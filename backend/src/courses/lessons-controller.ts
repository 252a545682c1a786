import { Id, LessonAdded, LessonRequest } from '@lyceum/contracts';
import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, IfMatch, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { AddLesson } from './add-lesson.ts';
import { EditLesson } from './edit-lesson.ts';
import { RemoveLesson } from './remove-lesson.ts';

@ApiTags('courses')
@Controller('courses/:id/lessons')
export class LessonsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'Add a lesson at the end' })
  @Answers(201, LessonAdded, 'course-not-found', 'revision-conflict')
  add(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: LessonRequest }) lesson: LessonRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new AddLesson(context, who, courseId, lesson, expected));
  }

  @Put(':lessonId')
  @SignedIn()
  @ApiOperation({ summary: 'Write a lesson anew' })
  @Answers(200, LessonAdded, 'course-not-found', 'lesson-not-found', 'revision-conflict')
  edit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('lessonId', { schema: Id }) lessonId: Id,
    @Body({ schema: LessonRequest }) lesson: LessonRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditLesson(context, who, courseId, lessonId, lesson, expected));
  }

  @Delete(':lessonId')
  @SignedIn()
  @ApiOperation({ summary: 'Take a lesson out' })
  @Answers(204, undefined, 'course-not-found', 'lesson-not-found', 'revision-conflict')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('lessonId', { schema: Id }) lessonId: Id,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new RemoveLesson(context, who, courseId, lessonId, expected));
  }
}
