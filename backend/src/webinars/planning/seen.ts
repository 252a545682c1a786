import type { Id } from '@lyceum/contracts';
import type { ReadModels, WebinarRow } from '@lyceum/projections';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { courseOf, relationOf, type Relation } from './standing.ts';

/** A webinar as the asker stands to it. @throws Refused where they may not know of it */
export async function findSeen(
  models: ReadModels,
  streams: Streams,
  who: Asker,
  webinarId: Id,
): Promise<{ readonly row: WebinarRow; readonly relation: Relation }> {
  const row = await models.webinars.find(webinarId);
  if (!row) throw new Refused({ code: 'webinar-not-found' });
  const { hostId, courseId, involved } = row;
  const known = { hostId, courseId, speakerIds: involved.filter((id) => id !== hostId) };
  const relation = relationOf(known, await courseOf(streams.see, courseId, who.personId), who);
  if (!relation.sees) throw new Refused({ code: 'webinar-not-found' });
  return { row, relation };
}

/** The same for those who run it. @throws Refused */
export async function findRun(models: ReadModels, streams: Streams, who: Asker, webinarId: Id): Promise<WebinarRow> {
  const { row, relation } = await findSeen(models, streams, who, webinarId);
  if (!relation.runs) throw new Refused({ code: 'not-allowed' });
  return row;
}
