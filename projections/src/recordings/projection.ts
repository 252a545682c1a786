import type { Id, Instant, RecordedTrack } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A recording of a room. Milliseconds. */
export interface RecordingRow {
  readonly recordingId: Id;
  readonly roomId: Id;
  readonly started: Instant;
  readonly ended: Instant | null;
  readonly phase: 'running' | 'ready' | 'failed' | 'removed';
  readonly reason: string;
  readonly tracks: readonly RecordedTrack[];
}

type From =
  'webinars.RecordingStarted.v1' | 'webinars.RecordingStopped.v1' | 'webinars.RecordingFailed.v1' | 'webinars.RecordingRemoved.v1';

export const recordings = projection<RecordingRow, From>({
  name: 'recordings',
  version: 1,
  from: ['webinars.RecordingStarted.v1', 'webinars.RecordingStopped.v1', 'webinars.RecordingFailed.v1', 'webinars.RecordingRemoved.v1'],
  first: ['webinars.RecordingStarted.v1'],
  key: ({ data }) => data.recordingId,
  fold: (row, fact) => {
    const { at } = fact.metadata;
    if (fact.type === 'webinars.RecordingStarted.v1') {
      return { ...fact.data, started: at, ended: null, phase: 'running', reason: '', tracks: [] };
    }
    if (!row) throw new Error('a fact of a recording that never began');
    switch (fact.type) {
      case 'webinars.RecordingStopped.v1':
        return { ...row, ended: at, phase: 'ready', tracks: fact.data.tracks };
      case 'webinars.RecordingFailed.v1':
        return { ...row, ended: at, phase: 'failed', reason: fact.data.reason };
      case 'webinars.RecordingRemoved.v1':
        return { ...row, phase: 'removed', tracks: [] };
    }
  },
  indexes: [
    { roomId: 1, started: 1 },
    { roomId: 1, position: 1 },
  ],
  rooms: { webinar: 'roomId' },
  views: ({ tracks: _, ...row }) => [{ room: `webinar:${row.roomId}`, audience: 'member', row }],
});
