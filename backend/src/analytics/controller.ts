import {
  CourseFiguresPage,
  CourseFiguresQuery,
  Figure,
  FigureFacts,
  Id,
  Overview,
  OverviewQuery,
  Periods,
  PeriodsQuery,
  QuizFiguresList,
} from '@lyceum/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import { GetFigureFacts } from './get-figure-facts.ts';
import { GetOverview } from './get-overview.ts';
import { GetPeriods } from './get-periods.ts';
import { ListCourseFigures } from './list-course-figures.ts';
import { ListQuizFigures } from './list-quiz-figures.ts';

@ApiTags('analytics')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('overview')
  @Allow('analytics.read')
  @Reads('overview', 'courses')
  @ApiOperation({ summary: 'The academy, a course or an instructor in figures: now, as of a moment, or what came in a time' })
  @Answers(200, Overview)
  overview(@Query({ schema: OverviewQuery }) asked: OverviewQuery) {
    return this.queries.execute(new GetOverview(asked));
  }

  @Get('periods')
  @Allow('analytics.read')
  @Reads('overview', 'courses')
  @ApiOperation({ summary: 'What happened in each day, week or month' })
  @Answers(200, Periods)
  periods(@Query({ schema: PeriodsQuery }) asked: PeriodsQuery) {
    return this.queries.execute(new GetPeriods(asked));
  }

  @Get('courses')
  @Allow('analytics.read')
  @Reads('overview', 'courses', 'people')
  @ApiOperation({ summary: 'The courses in figures, by title' })
  @Answers(200, CourseFiguresPage)
  courses(@Query({ schema: CourseFiguresQuery }) asked: CourseFiguresQuery) {
    return this.queries.execute(new ListCourseFigures(asked));
  }

  @Get('courses/:id/quizzes')
  @Allow('analytics.read')
  @Reads('overview', 'quizzes', 'gradings')
  @ApiOperation({ summary: 'The quizzes of a course in figures' })
  @Answers(200, QuizFiguresList)
  quizzes(@Param('id', { schema: Id }) courseId: Id) {
    return this.queries.execute(new ListQuizFigures(courseId));
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
