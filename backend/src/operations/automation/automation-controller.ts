import { AutomationOverview, DuePage, DueQuery, RunDetail, RunId, RunOrdered, RunsPage, RunsQuery } from '@lyceum/contracts';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GetAutomation } from './get-automation.ts';
import { GetRun } from './get-run.ts';
import { ListDue } from './list-due.ts';
import { ListRuns } from './list-runs.ts';
import { RunAgain } from './run-again.ts';

/** What happens by itself. */
@ApiTags('operations')
@Controller('operations/automation')
export class AutomationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Allow('operations.read')
  @Reads('automation', 'due')
  @ApiOperation({ summary: 'All automations: what of each has failed, what is due, how far reactions have come' })
  @Answers(200, AutomationOverview)
  overview() {
    return this.queries.execute(new GetAutomation());
  }

  @Get('runs')
  @Allow('operations.read')
  @Reads('automation')
  @ApiOperation({ summary: 'What automations have done because of which fact, the newest first' })
  @Answers(200, RunsPage)
  runs(@Query({ schema: RunsQuery }) query: RunsQuery) {
    return this.queries.execute(new ListRuns(query));
  }

  @Get('due')
  @Allow('operations.read')
  @Reads('due', 'automation')
  @ApiOperation({ summary: 'What the clock is to do and when, the soonest first' })
  @Answers(200, DuePage)
  due(@Query({ schema: DueQuery }) query: DueQuery) {
    return this.queries.execute(new ListDue(query));
  }

  @Get('runs/:id')
  @Allow('operations.read')
  @Reads('automation')
  @ApiOperation({ summary: 'A run, with the facts that it recorded' })
  @Answers(200, RunDetail, 'run-not-found')
  run(@Param('id', { schema: RunId }) runId: string) {
    return this.queries.execute(new GetRun(runId));
  }

  @Post('runs/:id/again')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Do a run again: what it has done already is not done twice' })
  @Answers(200, RunOrdered, 'run-not-found', 'run-not-repeatable')
  again(@Who() { personId }: Principal, @Param('id', { schema: RunId }) runId: string, @Context() context: CommandContext) {
    return this.commands.execute(new RunAgain(context, personId, runId));
  }
}
