import type { Id } from '@lyceum/contracts';
import type { ReadModels, RecordingRow } from '@lyceum/projections';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { findSeen } from '../planning/seen.ts';
import { mayAttend } from '../planning/standing.ts';

/** A recording for those who may watch it: who runs or speaks in its webinar, and who had a place in it. @throws Refused */
export async function findRecording(models: ReadModels, streams: Streams, who: Asker, recordingId: Id): Promise<RecordingRow> {
  const row = await models.recordings.find(recordingId);
  if (!row || !(await mayWatch(models, streams, who, row.roomId))) throw new Refused({ code: 'recording-not-found' });
  return row;
}

export async function mayWatch(models: ReadModels, streams: Streams, who: Asker, webinarId: Id): Promise<boolean> {
  try {
    const { row, relation } = await findSeen(models, streams, who, webinarId);
    return mayAttend(relation, row.registration, (await models.registrations.find(webinarId, who.personId))?.phase);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
