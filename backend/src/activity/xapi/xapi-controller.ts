import {
  ActivityIdQuery,
  AgentQuery,
  Id,
  Statement,
  StatementAnswer,
  StatementIdQuery,
  StatementsQuery,
  StatementsRequest,
  XAPI_VERSION,
  XapiAbout,
  XapiActivity,
  XapiPerson,
} from '@lyceum/contracts';
import { Body, Controller, Get, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, ByPassword, Context, Public } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import { Written } from '../../api/written.ts';
import { Clock } from '../../api/clock.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { GetXapiActivity } from './get-activity.ts';
import { GetStatements } from './get-statements.ts';
import { StoreStatements } from './store-statements.ts';
import { Xapi } from './version.ts';

/** Statements of other systems by the Experience API: https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Communication.md. */
@ApiTags('xapi')
@Controller('xapi')
export class XapiController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get('about')
  @Public()
  @ApiOperation({ summary: 'Which versions of xAPI are spoken' })
  @Answers(200, XapiAbout)
  about(@Res({ passthrough: true }) response: Response): XapiAbout {
    response.setHeader('X-Experience-API-Version', XAPI_VERSION);
    return { version: [XAPI_VERSION] };
  }

  @Post('statements')
  @Allow('activity.exchange')
  @ByPassword()
  @Xapi()
  @ApiOperation({ summary: 'Store statements, all or none' })
  @Answers(200, z.array(Id), 'statement-of-stranger', 'statement-differs', 'wrong-credentials', 'too-many-requests')
  post(@Body({ schema: StatementsRequest }) body: StatementsRequest, @Context() context: CommandContext) {
    return this.commands.execute(new StoreStatements(context, Array.isArray(body) ? body : [body]));
  }

  @Put('statements')
  @Allow('activity.exchange')
  @ByPassword()
  @Xapi()
  @ApiOperation({ summary: 'Store one statement under its id' })
  @Answers(204, undefined, 'statement-of-stranger', 'statement-differs', 'wrong-credentials', 'too-many-requests')
  async put(
    @Query({ schema: StatementIdQuery }) { statementId }: StatementIdQuery,
    @Body({ schema: Statement }) statement: Statement,
    @Context() context: CommandContext,
  ) {
    if (statement.id !== undefined && statement.id !== statementId) throw anotherId();
    const { position } = await this.commands.execute(new StoreStatements(context, [{ ...statement, id: statementId }]));
    return new Written(undefined, position, null);
  }

  @Get('statements')
  @Allow('activity.exchange')
  @ByPassword()
  @Xapi()
  @Reads('statements')
  @ApiOperation({ summary: 'Statements that fit, newest first, or one by its id' })
  @Answers(200, StatementAnswer, 'statement-not-found', 'wrong-credentials', 'too-many-requests')
  async get(@Query({ schema: StatementsQuery }) asked: StatementsQuery, @Res({ passthrough: true }) response: Response) {
    response.setHeader('X-Experience-API-Consistent-Through', this.clock.now());
    const found = await this.queries.execute(new GetStatements(asked));
    if ('stored' in found) response.setHeader('Last-Modified', new Date(found.stored).toUTCString());
    return asked.attachments ? inParts(found, response) : found;
  }

  @Get('agents')
  @Allow('activity.exchange')
  @ByPassword()
  @Xapi()
  @ApiOperation({ summary: 'By what somebody is known: as they were asked for, as nobody is told more' })
  @Answers(200, XapiPerson, 'wrong-credentials', 'too-many-requests')
  agent(@Query({ schema: AgentQuery }) { agent }: AgentQuery): XapiPerson {
    const { objectType: _, ...known } = agent;
    return { objectType: 'Person', ...Object.fromEntries(Object.entries(known).map(([name, value]) => [name, [value]])) };
  }

  @Get('activities')
  @Allow('activity.exchange')
  @ByPassword()
  @Xapi()
  @Reads('courses')
  @ApiOperation({ summary: 'What is known of an activity: of courses here their titles' })
  @Answers(200, XapiActivity, 'wrong-credentials', 'too-many-requests')
  activity(@Query({ schema: ActivityIdQuery }) { activityId }: ActivityIdQuery) {
    return this.queries.execute(new GetXapiActivity(activityId));
  }
}

const BOUNDARY = 'lyceum-statements';

/** Statements as a message of parts: of files none is kept, so there is one part. */
function inParts(found: object, response: Response): string {
  response.setHeader('Content-Type', `multipart/mixed; boundary=${BOUNDARY}`);
  return `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(found)}\r\n--${BOUNDARY}--\r\n`;
}

const anotherId = () =>
  new Refused({
    code: 'invalid-input',
    errors: [{ path: 'id', rule: 'same', message: 'The statement has another id than the one it is to be stored under.' }],
  });
