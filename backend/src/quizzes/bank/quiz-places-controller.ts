import {
  AddDrawsRequest,
  BankPlace,
  BankQuestionStands,
  DrawRequest,
  Id,
  MoveQuestionRequest,
  PlacesAdded,
  TakeFromBankRequest,
} from '@lyceum/contracts';
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { MoveQuestion } from '../move-question.ts';
import { PutInBank } from './put-in-bank.ts';
import { SetRandomPlaces } from './random-places.ts';
import { TakeFromBank } from './take-from-bank.ts';

/** Where the questions of a quiz stand, and what it has from the bank. */
@ApiTags('question bank')
@Controller('quizzes/:id')
export class QuizPlacesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('bank-questions')
  @SignedIn()
  @ApiOperation({ summary: 'Take questions of the bank into the quiz, as they are now' })
  @Answers(
    201,
    PlacesAdded,
    'quiz-not-found',
    'question-not-found',
    'question-retired',
    'already-in-quiz',
    'quiz-too-large',
    'revision-conflict',
  )
  take(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: TakeFromBankRequest }) { questionIds }: TakeFromBankRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new TakeFromBank(context, who, quizId, questionIds, false, expected));
  }

  @Put('bank-questions')
  @SignedIn()
  @ApiOperation({ summary: 'Take up the newest versions of questions that the quiz has from the bank' })
  @Answers(200, PlacesAdded, 'quiz-not-found', 'question-not-found', 'question-retired', 'quiz-too-large', 'revision-conflict')
  refresh(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: TakeFromBankRequest }) { questionIds }: TakeFromBankRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new TakeFromBank(context, who, quizId, questionIds, true, expected));
  }

  @Post('draws')
  @SignedIn()
  @ApiOperation({ summary: 'Add places that each attempt fills with questions drawn from a category' })
  @Answers(201, PlacesAdded, 'quiz-not-found', 'category-not-found', 'not-enough-questions', 'revision-conflict')
  addDraws(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: AddDrawsRequest }) { count, ...draw }: AddDrawsRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new SetRandomPlaces(context, who, quizId, draw, count, expected));
  }

  @Put('draws/:questionId')
  @SignedIn()
  @ApiOperation({ summary: 'Change what is drawn for a random place' })
  @Answers(200, PlacesAdded, 'quiz-not-found', 'question-not-found', 'category-not-found', 'not-enough-questions', 'revision-conflict')
  editDraw(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('questionId', { schema: Id }) questionId: Id,
    @Body({ schema: DrawRequest }) draw: DrawRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new SetRandomPlaces(context, who, quizId, draw, questionId, expected));
  }

  @Put('questions/:questionId/place')
  @SignedIn()
  @ApiOperation({ summary: 'Move a question or random place' })
  @Answers(204, undefined, 'quiz-not-found', 'question-not-found', 'revision-conflict')
  move(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('questionId', { schema: Id }) questionId: Id,
    @Body({ schema: MoveQuestionRequest }) { to }: z.infer<typeof MoveQuestionRequest>,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new MoveQuestion(context, who, quizId, questionId, to, expected));
  }

  @Post('questions/:questionId/banking')
  @SignedIn()
  @ApiOperation({ summary: 'Put a question of the quiz into the bank of its course' })
  @Answers(201, BankQuestionStands, 'quiz-not-found', 'question-not-found', 'category-not-found', 'already-in-bank')
  putInBank(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('questionId', { schema: Id }) questionId: Id,
    @Body({ schema: BankPlace }) place: BankPlace,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new PutInBank(context, who, quizId, questionId, place));
  }
}
