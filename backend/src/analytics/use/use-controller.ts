import { ActivePeople, ActivePeopleQuery, GradesGiven, GradesGivenQuery, Present, Use, UseQuery } from '@lyceum/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import { Census } from '../../live/presence/census.ts';
import { GetActivePeople } from './get-active-people.ts';
import { GetUse } from './get-use.ts';
import { ListGrades } from './list-grades.ts';

@ApiTags('analytics')
@Controller('analytics')
export class UseController {
  constructor(
    private readonly queries: QueryBus,
    private readonly census: Census,
  ) {}

  @Get('people')
  @Allow('analytics.read')
  @Reads('active', 'courses', 'people')
  @ApiOperation({ summary: 'How many people did anything on a day, in its week and in its month' })
  @Answers(200, ActivePeople)
  people(@Query({ schema: ActivePeopleQuery }) asked: ActivePeopleQuery) {
    return this.queries.execute(new GetActivePeople(asked));
  }

  @Get('use')
  @Allow('analytics.read')
  @Reads('active', 'watched', 'webinars', 'courses', 'people')
  @ApiOperation({ summary: 'People who did anything, and time in webinars, by day, week or month' })
  @Answers(200, Use)
  use(@Query({ schema: UseQuery }) asked: UseQuery) {
    return this.queries.execute(new GetUse(asked));
  }

  @Get('now')
  @Allow('analytics.read')
  @Reads('attempts')
  @ApiOperation({ summary: 'How many are on line, in a quiz and in a room at the moment' })
  @Answers(200, Present)
  now(): Promise<Present> {
    return this.census.count();
  }

  @Get('grades')
  @Allow('analytics.read')
  @Reads('marks', 'courses', 'quizzes', 'gradings', 'people')
  @ApiOperation({ summary: 'The grades behind a figure, the newest first' })
  @Answers(200, GradesGiven)
  grades(@Query({ schema: GradesGivenQuery }) asked: GradesGivenQuery) {
    return this.queries.execute(new ListGrades(asked));
  }
}
