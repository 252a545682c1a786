import type { Id, RecordingSummary } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { findSeen } from '../planning/seen.ts';
import { mayWatch } from './seen.ts';
import { recordingOf } from './shown.ts';

/** The recordings of a webinar, for those who may watch them. */
export class ListRecordings extends Query<{ items: RecordingSummary[] }> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

@QueryHandler(ListRecordings)
export class ListRecordingsHandler implements IQueryHandler<ListRecordings> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
  ) {}

  async execute({ who, webinarId }: ListRecordings): Promise<{ items: RecordingSummary[] }> {
    await findSeen(this.models, this.streams, who, webinarId);
    if (!(await mayWatch(this.models, this.streams, who, webinarId))) return { items: [] };
    return { items: (await this.models.recordings.of(webinarId)).map(recordingOf) };
  }
}
