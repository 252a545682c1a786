import { HealthReport, MediaFigures } from '@lyceum/contracts';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { GetMedia } from './get-media.ts';
import { GetHealth } from './health/get-health.ts';

@ApiTags('operations')
@Controller('operations')
export class OperationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('media')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How the media process, its workers and its rooms do' })
  @Answers(200, MediaFigures)
  media() {
    return this.queries.execute(new GetMedia());
  }

  @Get('health')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How every process, store and queue is, what to do about it, and the last ten minutes' })
  @Answers(200, HealthReport)
  health() {
    return this.queries.execute(new GetHealth());
  }
}
