import { Module } from '@nestjs/common';
import { AnalyticsController } from './controller.ts';
import { GetOverviewHandler } from './get-overview.ts';

/** The academy in figures. */
@Module({ controllers: [AnalyticsController], providers: [GetOverviewHandler] })
export class AnalyticsModule {}
