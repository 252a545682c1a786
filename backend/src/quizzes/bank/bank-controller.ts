import {
  AddCategoryRequest,
  BankOutline,
  BankPage,
  BankPlace,
  BankQuery,
  BankQuestionDetail,
  BankQuestionStands,
  CategoryStands,
  EditCategoryRequest,
  Id,
  ReviseBankQuestionRequest,
  WriteBankQuestionRequest,
} from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ChangeCategory } from './categories.ts';
import { FileQuestion } from './file-question.ts';
import { GetBankQuestion } from './get-bank-question.ts';
import { GetBank } from './get-bank.ts';
import { ListBankQuestions } from './list-bank-questions.ts';
import { ReviseQuestion } from './revise-question.ts';
import { WriteQuestion } from './write-question.ts';

@ApiTags('question bank')
@Controller()
export class BankController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('courses/:id/bank')
  @SignedIn()
  @ApiOperation({ summary: 'The question bank of a course in outline: categories and tags' })
  @Answers(200, BankOutline, 'course-not-found')
  async outline(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Res({ passthrough: true }) response: Response) {
    const { outline, revision } = await this.queries.execute(new GetBank(who, courseId));
    response.setHeader('ETag', `"${revision}"`);
    return outline;
  }

  @Get('courses/:id/bank/questions')
  @SignedIn()
  @Reads('bank')
  @ApiOperation({ summary: 'Questions of the bank by title' })
  @Answers(200, BankPage, 'course-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Query({ schema: BankQuery }) page: BankQuery) {
    return this.queries.execute(new ListBankQuestions(who, courseId, page));
  }

  @Post('courses/:id/bank/questions')
  @SignedIn()
  @ApiOperation({ summary: 'Write a question into the bank' })
  @Answers(201, BankQuestionStands, 'course-not-found', 'category-not-found')
  write(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: WriteBankQuestionRequest }) { question, ...place }: WriteBankQuestionRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WriteQuestion(context, who, courseId, question, place));
  }

  @Post('courses/:id/bank/categories')
  @SignedIn()
  @ApiOperation({ summary: 'Add a category' })
  @Answers(201, CategoryStands, 'course-not-found', 'category-not-found')
  addCategory(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: AddCategoryRequest }) category: AddCategoryRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeCategory(context, who, courseId, { kind: 'add', ...category }));
  }

  @Patch('courses/:id/bank/categories/:categoryId')
  @SignedIn()
  @ApiOperation({ summary: 'Call a category otherwise, or put it below another' })
  @Answers(200, CategoryStands, 'course-not-found', 'category-not-found', 'category-within-itself')
  editCategory(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('categoryId', { schema: Id }) categoryId: Id,
    @Body({ schema: EditCategoryRequest }) change: EditCategoryRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeCategory(context, who, courseId, { kind: 'edit', categoryId, ...change }));
  }

  @Delete('courses/:id/bank/categories/:categoryId')
  @SignedIn()
  @ApiOperation({ summary: 'Remove a category that nothing lies in' })
  @Answers(204, undefined, 'course-not-found', 'category-not-found', 'category-not-empty')
  removeCategory(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('categoryId', { schema: Id }) categoryId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeCategory(context, who, courseId, { kind: 'remove', categoryId }));
  }

  @Get('bank/questions/:id')
  @SignedIn()
  @ApiOperation({ summary: 'A question of the bank with all its versions, keys included' })
  @Answers(200, BankQuestionDetail, 'question-not-found')
  async question(@Who() who: Principal, @Param('id', { schema: Id }) questionId: Id, @Res({ passthrough: true }) response: Response) {
    const { question, revision } = await this.queries.execute(new GetBankQuestion(who, questionId));
    response.setHeader('ETag', `"${revision}"`);
    return question;
  }

  @Put('bank/questions/:id')
  @SignedIn()
  @ApiOperation({ summary: 'Write the next version; quizzes and papers that have an older one keep it' })
  @Answers(200, BankQuestionStands, 'question-not-found', 'revision-conflict')
  revise(
    @Who() who: Principal,
    @Param('id', { schema: Id }) questionId: Id,
    @Body({ schema: ReviseBankQuestionRequest }) { question }: z.infer<typeof ReviseBankQuestionRequest>,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new ReviseQuestion(context, who, questionId, question, expected));
  }

  @Put('bank/questions/:id/place')
  @SignedIn()
  @ApiOperation({ summary: 'Put a question into a category, with tags' })
  @Answers(204, undefined, 'question-not-found', 'category-not-found')
  file(
    @Who() who: Principal,
    @Param('id', { schema: Id }) questionId: Id,
    @Body({ schema: BankPlace }) place: BankPlace,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new FileQuestion(context, who, questionId, place));
  }

  @Delete('bank/questions/:id')
  @SignedIn()
  @ApiOperation({ summary: 'Take a question out of the bank; quizzes that have it keep it, and it can be brought back' })
  @Answers(204, undefined, 'question-not-found')
  retire(@Who() who: Principal, @Param('id', { schema: Id }) questionId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new FileQuestion(context, who, questionId, 'retired'));
  }

  @Post('bank/questions/:id/restoration')
  @SignedIn()
  @ApiOperation({ summary: 'Bring a question back into the bank' })
  @Answers(204, undefined, 'question-not-found')
  restore(@Who() who: Principal, @Param('id', { schema: Id }) questionId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new FileQuestion(context, who, questionId, 'restored'));
  }
}
