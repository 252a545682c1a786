import {
  ColumnRequest,
  ColumnStands,
  FactChain,
  Gradebook,
  GradebookQuery,
  GradeImport,
  GradeImportQuery,
  GradingSettings,
  Id,
  MyGrades,
  OverrideRequest,
} from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Header, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ChangeColumn } from './change-column.ts';
import { toCsv } from './csv.ts';
import { GetGradeFacts } from './get-grade-facts.ts';
import { GetGradebook } from './get-gradebook.ts';
import { GetMyGrades } from './get-my-grades.ts';
import { ImportGrades } from './import-grades.ts';
import { OverrideGrade } from './override-grade.ts';
import { SetGrading } from './set-grading.ts';

/** An empty file has no body at all. */
const GradeFile = z.string().max(5_000_000).default('');

@ApiTags('grades')
@Controller()
export class GradesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('courses/:id/gradebook')
  @SignedIn()
  @Reads('gradebook', 'quizzes', 'webinars', 'attendance', 'people', 'gradings', 'history')
  @ApiOperation({ summary: 'The grades of a course, for its staff: as they are, or as they stood at an instant' })
  @Answers(200, Gradebook, 'course-not-found')
  gradebook(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id, @Query({ schema: GradebookQuery }) { asOf }: GradebookQuery) {
    return this.queries.execute(new GetGradebook(who, courseId, asOf));
  }

  @Get('courses/:id/gradebook.csv')
  @SignedIn()
  @Reads('gradebook', 'quizzes', 'webinars', 'attendance', 'people', 'gradings', 'history')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'The same as a table for spreadsheets' })
  @Answers(200, z.string(), 'course-not-found')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async csv(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Query({ schema: GradebookQuery }) { asOf }: GradebookQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const book = await this.queries.execute(new GetGradebook(who, courseId, asOf));
    response.setHeader('Content-Disposition', `attachment; filename="gradebook-${(asOf ?? 'now').slice(0, 10)}.csv"`);
    return toCsv(book);
  }

  @Post('courses/:id/gradebook/import')
  @SignedIn()
  @Reads('gradebook', 'quizzes', 'webinars', 'attendance', 'people', 'gradings')
  @ApiConsumes('text/csv', 'text/plain')
  @ApiOperation({ summary: 'Bring grades in from a table: by the id or the name of a person, and by the titles of columns' })
  @Answers(200, GradeImport, 'course-not-found', 'too-large', 'unsupported-media-type')
  import(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Query({ schema: GradeImportQuery }) { preview }: z.infer<typeof GradeImportQuery>,
    @Body({ schema: GradeFile }) file: string,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ImportGrades(context, who, courseId, file, preview, 'From a file'));
  }

  @Put('courses/:id/gradebook/settings')
  @SignedIn()
  @ApiOperation({ summary: 'How grades add up, and which columns students see' })
  @Answers(200, GradingSettings, 'course-not-found', 'revision-conflict')
  settings(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: GradingSettings }) settings: GradingSettings,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new SetGrading(context, who, courseId, settings, expected));
  }

  @Post('courses/:id/gradebook/columns')
  @SignedIn()
  @ApiOperation({ summary: 'Add a column for what is graded elsewhere' })
  @Answers(201, ColumnStands, 'course-not-found')
  addColumn(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: ColumnRequest }) column: ColumnRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeColumn(context, who, courseId, null, column));
  }

  @Put('courses/:id/gradebook/columns/:columnId')
  @SignedIn()
  @ApiOperation({ summary: 'Call such a column otherwise, or change what it is worth' })
  @Answers(200, ColumnStands, 'course-not-found', 'column-not-found')
  editColumn(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('columnId', { schema: Id }) columnId: Id,
    @Body({ schema: ColumnRequest }) column: ColumnRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeColumn(context, who, courseId, columnId, column));
  }

  @Delete('courses/:id/gradebook/columns/:columnId')
  @SignedIn()
  @ApiOperation({ summary: 'Remove such a column; the facts of it stay' })
  @Answers(200, ColumnStands, 'course-not-found', 'column-not-found')
  removeColumn(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('columnId', { schema: Id }) columnId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeColumn(context, who, courseId, columnId, null));
  }

  @Put('gradebook/:columnId/:personId')
  @SignedIn()
  @ApiOperation({ summary: "Set a student's grade in a column with a reason; a score of null takes that back" })
  @Answers(204, undefined, 'column-not-found', 'person-not-found')
  override(
    @Who() who: Principal,
    @Param('columnId', { schema: Id }) columnId: Id,
    @Param('personId', { schema: Id }) personId: Id,
    @Body({ schema: OverrideRequest }) grade: OverrideRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new OverrideGrade(context, who, columnId, personId, grade));
  }

  @Get('gradebook/:columnId/:personId/facts')
  @SignedIn()
  @Reads('attempts')
  @ApiOperation({ summary: 'All facts behind one grade: of its attempts and regrades, or of its webinar, and what persons have set' })
  @Answers(200, FactChain, 'column-not-found')
  facts(@Who() who: Principal, @Param('columnId', { schema: Id }) columnId: Id, @Param('personId', { schema: Id }) personId: Id) {
    return this.queries.execute(new GetGradeFacts(who, columnId, personId));
  }

  @Get('me/grades')
  @SignedIn()
  @Reads('gradebook', 'attempts', 'quizzes', 'webinars', 'attendance', 'courses', 'gradings')
  @ApiOperation({ summary: 'My own grades and attempts' })
  @Answers(200, MyGrades)
  mine(@Who() who: Principal) {
    return this.queries.execute(new GetMyGrades(who.personId));
  }
}
