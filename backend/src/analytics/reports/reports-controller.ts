import { Id, PlanReportRequest, ReportMade, Reports, ReportStateRequest } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ChangeReport } from './change-report.ts';
import { ListReports } from './list-reports.ts';
import { PlanReport } from './plan-report.ts';
import { SendReport } from './send-report.ts';

/** Figures by e-mail, as often as somebody wants them. */
@ApiTags('analytics')
@Controller()
export class ReportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('analytics/reports')
  @Allow('analytics.read')
  @Reads('reports', 'people', 'courses')
  @ApiOperation({ summary: 'The reports that are sent by schedule' })
  @Answers(200, Reports)
  list() {
    return this.queries.execute(new ListReports(null));
  }

  @Post('analytics/reports')
  @Allow('analytics.read')
  @ApiOperation({ summary: 'Have a report sent by schedule' })
  @Answers(201, ReportMade, 'course-not-found')
  plan(@Who() who: Principal, @Body({ schema: PlanReportRequest }) wanted: PlanReportRequest, @Context() context: CommandContext) {
    return this.commands.execute(new PlanReport(context, who.personId, wanted));
  }

  @Put('analytics/reports/:id/state')
  @Allow('analytics.read')
  @ApiOperation({ summary: 'Pause a report, or have it go on' })
  @Answers(204, undefined, 'report-not-found')
  state(
    @Param('id', { schema: Id }) reportId: Id,
    @Body({ schema: ReportStateRequest }) { state }: ReportStateRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeReport(context, reportId, state));
  }

  @Delete('analytics/reports/:id')
  @Allow('analytics.read')
  @ApiOperation({ summary: 'Have a report sent no more' })
  @Answers(204)
  remove(@Param('id', { schema: Id }) reportId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ChangeReport(context, reportId, 'deleted'));
  }

  @Post('analytics/reports/:id/copies')
  @Allow('analytics.read')
  @ApiOperation({ summary: 'Have a report sent to me now' })
  @Answers(204, undefined, 'report-not-found')
  copy(@Who() who: Principal, @Param('id', { schema: Id }) reportId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new SendReport(context, reportId, { to: who.personId }));
  }

  @Get('me/reports')
  @SignedIn()
  @Reads('reports', 'people', 'courses')
  @ApiOperation({ summary: 'The reports that I get' })
  @Answers(200, Reports)
  mine(@Who() who: Principal) {
    return this.queries.execute(new ListReports(who.personId));
  }

  @Delete('me/reports/:id')
  @SignedIn()
  @ApiOperation({ summary: 'Get a report no more' })
  @Answers(204)
  leave(@Who() who: Principal, @Param('id', { schema: Id }) reportId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ChangeReport(context, reportId, { left: who.personId }));
  }
}
