import { Id, QuizStatistics } from '@lyceum/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import { GetStatistics } from './get-statistics.ts';

@ApiTags('quizzes')
@Controller()
export class StatisticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('quizzes/:id/statistics')
  @SignedIn()
  @Reads('statistics')
  @ApiOperation({ summary: 'How hard each question is and how well it tells strong from weak, for the staff of the course' })
  @Answers(200, QuizStatistics, 'quiz-not-found')
  statistics(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id) {
    return this.queries.execute(new GetStatistics(who, quizId));
  }
}
