import { DraftRegradeRequest, Id, RegradeDetail, RegradeDrafted, Regrades, RegradeStands } from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { DraftRegrade } from './draft-regrade.ts';
import { GetRegrade, ListRegrades } from './get-regrade.ts';
import { PublishRegrade } from './publish-regrade.ts';
import { ReverseRegrade } from './reverse-regrade.ts';

@ApiTags('regrades')
@Controller()
export class RegradesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('quizzes/:id/regrades')
  @SignedIn()
  @ApiOperation({ summary: 'Correct the key of a question and see whose score would change; nothing changes yet' })
  @Answers(201, RegradeDrafted, 'quiz-not-found', 'question-not-found', 'question-type-differs')
  draft(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: DraftRegradeRequest }) { questionId, question }: DraftRegradeRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new DraftRegrade(context, who, quizId, questionId, question));
  }

  @Get('quizzes/:id/regrades')
  @SignedIn()
  @Reads('regrades')
  @ApiOperation({ summary: 'The regrades of a quiz, the newest first' })
  @Answers(200, Regrades, 'quiz-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id) {
    return this.queries.execute(new ListRegrades(who, quizId));
  }

  @Get('regrades/:id')
  @SignedIn()
  @Reads('regrades', 'people')
  @ApiOperation({ summary: 'A regrade: where it stands, and whose score it changes' })
  @Answers(200, RegradeDetail, 'regrade-not-found')
  detail(@Who() who: Principal, @Param('id', { schema: Id }) regradeId: Id) {
    return this.queries.execute(new GetRegrade(who, regradeId));
  }

  @Post('regrades/:id/publication')
  @SignedIn()
  @ApiOperation({ summary: 'Let the correction count: every attempt is graded anew' })
  @Answers(200, RegradeStands, 'regrade-not-found', 'regrade-reversed', 'quiz-too-large')
  publish(@Who() who: Principal, @Param('id', { schema: Id }) regradeId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new PublishRegrade(context, who, regradeId));
  }

  @Post('regrades/:id/reversal')
  @SignedIn()
  @ApiOperation({ summary: 'Take a published correction back: grades become what they were' })
  @Answers(200, RegradeStands, 'regrade-not-found', 'regrade-not-published')
  reverse(@Who() who: Principal, @Param('id', { schema: Id }) regradeId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ReverseRegrade(context, who, regradeId));
  }
}
