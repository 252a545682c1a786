import { Id, QuestionAdded, QuestionDraft } from '@lyceum/contracts';
import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, IfMatch, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { AddQuestion } from './add-question.ts';
import { EditQuestion } from './edit-question.ts';
import { RemoveQuestion } from './remove-question.ts';

@ApiTags('quizzes')
@Controller('quizzes/:id/questions')
export class QuestionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'Add a question at the end' })
  @Answers(201, QuestionAdded, 'quiz-not-found', 'quiz-too-large', 'revision-conflict')
  add(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: QuestionDraft }) draft: QuestionDraft,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new AddQuestion(context, who, quizId, draft, expected));
  }

  @Put(':questionId')
  @SignedIn()
  @ApiOperation({ summary: 'Write a question anew; papers handed out keep the former one' })
  @Answers(200, QuestionAdded, 'quiz-not-found', 'question-not-found', 'quiz-too-large', 'revision-conflict')
  edit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('questionId', { schema: Id }) questionId: Id,
    @Body({ schema: QuestionDraft }) draft: QuestionDraft,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditQuestion(context, who, quizId, questionId, draft, expected));
  }

  @Delete(':questionId')
  @SignedIn()
  @ApiOperation({ summary: 'Take a question out' })
  @Answers(204, undefined, 'quiz-not-found', 'question-not-found', 'quiz-without-questions', 'revision-conflict')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('questionId', { schema: Id }) questionId: Id,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new RemoveQuestion(context, who, quizId, questionId, expected));
  }
}
