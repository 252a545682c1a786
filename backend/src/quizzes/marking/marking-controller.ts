import { AnswersToMark, GiveMarkRequest, Id, MarkGiven, MarkingQuery, MarkingQueue } from '@lyceum/contracts';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GetAnswers } from './get-answers.ts';
import { GetQueue } from './get-queue.ts';
import { GiveMark } from './give-mark.ts';

const Slot = z.coerce.number().int().min(1).max(9999);

@ApiTags('grading')
@Controller()
export class MarkingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('courses/:id/grading')
  @SignedIn()
  @Reads('marking')
  @ApiOperation({ summary: 'The questions of a course that people mark, with how many answers wait' })
  @Answers(200, MarkingQueue, 'course-not-found')
  queue(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id) {
    return this.queries.execute(new GetQueue(who, courseId));
  }

  @Get('quizzes/:id/grading')
  @SignedIn()
  @Reads('marking', 'people')
  @ApiOperation({ summary: 'Answers to one question, to be marked by a person' })
  @Answers(200, AnswersToMark, 'quiz-not-found', 'question-not-found')
  answers(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id, @Query({ schema: MarkingQuery }) asked: MarkingQuery) {
    return this.queries.execute(new GetAnswers(who, quizId, asked));
  }

  @Put('attempts/:id/marks/:slot')
  @SignedIn()
  @ApiOperation({ summary: 'Give the mark of one question of an attempt, change it, or (null) take it back' })
  @Answers(200, MarkGiven, 'attempt-not-found', 'no-such-slot', 'attempt-open')
  give(
    @Who() who: Principal,
    @Param('id', { schema: Id }) attemptId: Id,
    @Param('slot', { schema: Slot }) slot: number,
    @Body({ schema: GiveMarkRequest }) { mark, comment, reason }: GiveMarkRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new GiveMark(context, who, attemptId, slot, mark, comment || null, reason || null));
  }
}
