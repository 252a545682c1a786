import { Module } from '@nestjs/common';
import { MediaModule } from '../../media/module.ts';
import { GetRecordingHandler } from './get-recording.ts';
import { ListRecordingsHandler } from './list-recordings.ts';
import { RecordingsController } from './recordings-controller.ts';
import { RemoveRecordingHandler } from './remove-recording.ts';

/** What was recorded of webinars, and who may watch it. */
@Module({
  imports: [MediaModule],
  controllers: [RecordingsController],
  providers: [ListRecordingsHandler, GetRecordingHandler, RemoveRecordingHandler],
})
export class RecordingsModule {}
