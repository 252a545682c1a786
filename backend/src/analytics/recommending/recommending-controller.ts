import { Recommendations, RecommendationsQuery } from '@lyceum/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import { GetRecommendations } from './get-recommendations.ts';

@ApiTags('analytics')
@Controller('analytics')
export class RecommendingController {
  constructor(private readonly queries: QueryBus) {}

  @Get('recommendations')
  @SignedIn()
  @Reads('tastes', 'enrolments', 'courses', 'people')
  @ApiOperation({ summary: 'Courses for me, from what those took who took the same, and why' })
  @Answers(200, Recommendations)
  recommendations(@Who() who: Principal, @Query({ schema: RecommendationsQuery }) { limit }: RecommendationsQuery) {
    return this.queries.execute(new GetRecommendations(who.personId, limit));
  }
}
