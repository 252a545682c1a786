import { Figure, FigureFacts, Overview } from '@lyceum/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import { GetFigureFacts } from './get-figure-facts.ts';
import { GetOverview } from './get-overview.ts';

@ApiTags('analytics')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('overview')
  @Allow('analytics.read')
  @Reads('overview')
  @ApiOperation({ summary: 'The academy in figures' })
  @Answers(200, Overview)
  overview() {
    return this.queries.execute(new GetOverview());
  }

  @Get('figures/:figure/facts')
  @Allow('analytics.read')
  @Reads('evidence', 'people', 'courses', 'quizzes')
  @ApiOperation({ summary: 'The newest facts behind a figure of the overview' })
  @Answers(200, FigureFacts)
  figureFacts(@Param('figure', { schema: Figure }) figure: Figure) {
    return this.queries.execute(new GetFigureFacts(figure));
  }
}
