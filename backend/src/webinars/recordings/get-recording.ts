import type { Id, Recorded, Recording, RoomEvent } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { momentsOf } from './moments.ts';
import { findRecording } from './seen.ts';
import { recordingOf } from './shown.ts';

/** A recording with its tracks, and what happened while it ran. */
export class GetRecording extends Query<Recording> {
  constructor(
    readonly who: Asker,
    readonly recordingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetRecording)
export class GetRecordingHandler implements IQueryHandler<GetRecording> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, recordingId }: GetRecording): Promise<Recording> {
    const row = await findRecording(this.models, this.streams, who, recordingId);
    const [facts, webinar] = await Promise.all([
      this.log.read(`room-${row.roomId}`) as Promise<readonly Recorded<RoomEvent>[]>,
      this.models.webinars.find(row.roomId),
    ]);
    const people = facts.flatMap(({ data }) => ('personId' in data ? [data.personId] : 'authorId' in data ? [data.authorId] : []));
    const names = await this.models.people.names(people);
    const nameOf = (personId: Id) => names.get(personId) ?? null;
    const summary = recordingOf(row);
    const begin = Date.parse(row.started);
    return {
      ...summary,
      webinarId: row.roomId,
      title: webinar?.title ?? '',
      tracks: row.tracks.map(({ trackId, personId, source, from, duration, type }) => ({
        trackId,
        person: { personId, name: nameOf(personId) },
        source,
        from: from / 1000,
        seconds: duration / 1000,
        type,
        url: `/api/recordings/${recordingId}/tracks/${trackId}`,
      })),
      moments: momentsOf(facts, begin, begin + summary.seconds * 1000, nameOf),
    };
  }
}
