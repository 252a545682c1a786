import { Module } from '@nestjs/common';
import { AnalyticsController } from './controller.ts';
import { GetFigureFactsHandler } from './get-figure-facts.ts';
import { GetOverviewHandler } from './get-overview.ts';
import { GetPeriodsHandler } from './get-periods.ts';
import { ListCourseFiguresHandler } from './list-course-figures.ts';
import { LiveModule } from '../live/module.ts';
import { ListQuizFiguresHandler } from './list-quiz-figures.ts';
import { GetActivePeopleHandler } from './use/get-active-people.ts';
import { GetUseHandler } from './use/get-use.ts';
import { ListGradesHandler } from './use/list-grades.ts';
import { GetRecommendationsHandler } from './recommending/get-recommendations.ts';
import { RecommendingController } from './recommending/recommending-controller.ts';
import { UseController } from './use/use-controller.ts';

/** The academy in figures. */
@Module({
  imports: [LiveModule],
  controllers: [AnalyticsController, UseController, RecommendingController],
  providers: [
    GetFigureFactsHandler,
    GetOverviewHandler,
    GetPeriodsHandler,
    ListCourseFiguresHandler,
    ListQuizFiguresHandler,
    GetActivePeopleHandler,
    GetUseHandler,
    ListGradesHandler,
    GetRecommendationsHandler,
  ],
})
export class AnalyticsModule {}
