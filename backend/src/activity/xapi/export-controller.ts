import { ExportedStatements, StatementsExportQuery } from '@lyceum/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ByPassword } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { ExportStatements } from './export-statements.ts';

@ApiTags('analytics')
@Controller('analytics')
export class ExportController {
  constructor(private readonly queries: QueryBus) {}

  @Get('statements')
  @Allow('analytics.read')
  @ByPassword()
  @ApiOperation({ summary: 'What happened in the academy as xAPI statements, as it was recorded' })
  @Answers(200, ExportedStatements, 'wrong-credentials', 'too-many-requests')
  statements(@Query({ schema: StatementsExportQuery }) asked: StatementsExportQuery) {
    return this.queries.execute(new ExportStatements(asked));
  }
}
