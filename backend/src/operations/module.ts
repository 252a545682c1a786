import { Module } from '@nestjs/common';
import { OperationsController } from './controller.ts';
import { ListProjectionsHandler } from './list-projections.ts';

/** What operators look at. */
@Module({ controllers: [OperationsController], providers: [ListProjectionsHandler] })
export class OperationsModule {}
