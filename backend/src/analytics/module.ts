import { Module } from '@nestjs/common';
import { AnalyticsController } from './controller.ts';
import { GetFigureFactsHandler } from './get-figure-facts.ts';
import { GetOverviewHandler } from './get-overview.ts';
import { GetPeriodsHandler } from './get-periods.ts';
import { ListCourseFiguresHandler } from './list-course-figures.ts';
import { ListQuizFiguresHandler } from './list-quiz-figures.ts';

/** The academy in figures. */
@Module({
  controllers: [AnalyticsController],
  providers: [GetFigureFactsHandler, GetOverviewHandler, GetPeriodsHandler, ListCourseFiguresHandler, ListQuizFiguresHandler],
})
export class AnalyticsModule {}
