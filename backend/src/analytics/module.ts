import { Module } from '@nestjs/common';
import { AnalyticsController } from './controller.ts';
import { GetFigureFactsHandler } from './get-figure-facts.ts';
import { GetOverviewHandler } from './get-overview.ts';

/** The academy in figures. */
@Module({ controllers: [AnalyticsController], providers: [GetFigureFactsHandler, GetOverviewHandler] })
export class AnalyticsModule {}
