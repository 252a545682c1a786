import { Module } from '@nestjs/common';
import { MediaModule } from '../media/module.ts';
import { OperationsController } from './controller.ts';
import { GetMediaHandler } from './get-media.ts';
import { ListProjectionsHandler } from './list-projections.ts';
import { GetFactHandler } from './log/get-fact.ts';
import { GetStreamStateHandler } from './log/get-stream-state.ts';
import { ListFactsHandler } from './log/list-facts.ts';
import { ListStreamsHandler } from './log/list-streams.ts';
import { LogController } from './log/log-controller.ts';
import { MediaGauges } from './media-gauges.ts';

const LOG = [ListFactsHandler, GetFactHandler, ListStreamsHandler, GetStreamStateHandler];

/** What operators look at. */
@Module({
  imports: [MediaModule],
  controllers: [OperationsController, LogController],
  providers: [ListProjectionsHandler, GetMediaHandler, MediaGauges, ...LOG],
})
export class OperationsModule {}
