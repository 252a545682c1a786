import {
  CreateQuizRequest,
  EditQuizRequest,
  ExportQuery,
  Id,
  ImportQuery,
  ImportResult,
  QuizCreated,
  QuizDetail,
  QuizEntry,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Context, IfMatch, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { attachment } from '../api/attachment.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { CreateQuiz } from './create-quiz.ts';
import { EditQuiz } from './edit-quiz.ts';
import { ExportQuestions } from './exporting/export-questions.ts';
import { GetEntry } from './get-entry.ts';
import { GetQuiz } from './get-quiz.ts';
import { ImportQuestions } from './import-questions.ts';
import { PublishQuiz } from './publish-quiz.ts';

const QuizStands = z.object({ quizId: Id, phase: z.literal('published') }).meta({ id: 'QuizStands' });
/** An empty file has no body at all. */
const QuestionFile = z.union([z.string(), z.instanceof(Uint8Array)]).default('');

@ApiTags('quizzes')
@Controller()
export class QuizzesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('courses/:id/quizzes')
  @SignedIn()
  @ApiOperation({ summary: 'Begin a quiz in a course' })
  @Answers(201, QuizCreated, 'course-not-found')
  create(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: CreateQuizRequest }) quiz: CreateQuizRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CreateQuiz(context, who, courseId, quiz));
  }

  @Get('quizzes/:id')
  @SignedIn()
  @ApiOperation({ summary: 'A quiz with its keys, for the staff of its course' })
  @Answers(200, QuizDetail, 'quiz-not-found')
  async detail(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Res({ passthrough: true }) response: Response,
  ): Promise<QuizDetail> {
    const { quiz, revision } = await this.queries.execute(new GetQuiz(who, quizId));
    response.setHeader('ETag', `"${revision}"`);
    return quiz;
  }

  @Get('quizzes/:id/entry')
  @SignedIn()
  @ApiOperation({ summary: 'What a student is told before an attempt begins, and whether one can begin now' })
  @Answers(200, QuizEntry, 'quiz-not-found', 'not-enrolled')
  entry(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id) {
    return this.queries.execute(new GetEntry(who, quizId));
  }

  @Patch('quizzes/:id')
  @SignedIn()
  @ApiOperation({ summary: 'Change how a quiz is called or taken; attempts under way keep what was settled when they began' })
  @Answers(200, QuizCreated, 'quiz-not-found', 'revision-conflict')
  edit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: EditQuizRequest }) edit: EditQuizRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditQuiz(context, who, quizId, edit, expected));
  }

  @Post('quizzes/:id/import')
  @SignedIn()
  @ApiConsumes('text/plain', 'application/xml', 'text/xml')
  @ApiOperation({ summary: 'Bring in a file of questions; what cannot be read is told by its line, the others come in' })
  @Answers(200, ImportResult, 'quiz-not-found', 'quiz-too-large', 'too-large', 'unsupported-media-type')
  import(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Query({ schema: ImportQuery }) { format, preview }: z.infer<typeof ImportQuery>,
    @Body({ schema: QuestionFile }) file: z.infer<typeof QuestionFile>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ImportQuestions(context, who, quizId, format, file, preview));
  }

  @Get('quizzes/:id/export')
  @SignedIn()
  @ApiProduces('text/plain', 'application/xml')
  @ApiOperation({
    summary: 'The questions as a file, keys included, for the staff of its course',
    description: 'What the format cannot hold stands in comments in the file; `Lyceum-Left-Out` is the number of questions concerned.',
  })
  @Answers(200, z.string(), 'quiz-not-found')
  async export(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Query({ schema: ExportQuery }) { format }: z.infer<typeof ExportQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { file, name, mediaType, leftOut } = await this.queries.execute(new ExportQuestions(who, quizId, format));
    response.setHeader('Content-Type', `${mediaType}; charset=utf-8`);
    response.setHeader('Content-Disposition', attachment(name));
    response.setHeader('Lyceum-Left-Out', String(leftOut));
    return file;
  }

  @Post('quizzes/:id/publication')
  @SignedIn()
  @ApiOperation({ summary: 'Let the students of the course take the quiz' })
  @Answers(200, QuizStands, 'quiz-not-found', 'quiz-without-questions', 'quiz-too-large', 'revision-conflict')
  publish(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new PublishQuiz(context, who, quizId, expected));
  }
}
