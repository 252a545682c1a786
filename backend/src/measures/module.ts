import { Module } from '@nestjs/common';
import { LiveModule } from '../live/module.ts';
import { ProjectionGauges } from './projection-gauges.ts';
import { SocketGauges } from './socket-gauges.ts';

/** What `/metrics` tells of requests, commands, read models and connections. */
@Module({ imports: [LiveModule], providers: [ProjectionGauges, SocketGauges] })
export class MeasuresModule {}
