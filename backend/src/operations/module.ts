import { Module } from '@nestjs/common';
import { MediaModule } from '../media/module.ts';
import { OperationsController } from './controller.ts';
import { GetMediaHandler } from './get-media.ts';
import { ListProjectionsHandler } from './list-projections.ts';
import { MediaGauges } from './media-gauges.ts';

/** What operators look at. */
@Module({ imports: [MediaModule], controllers: [OperationsController], providers: [ListProjectionsHandler, GetMediaHandler, MediaGauges] })
export class OperationsModule {}
