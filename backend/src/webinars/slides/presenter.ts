import type { Id } from '@lyceum/contracts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { courseOf, knownOf, relationOf } from '../planning/standing.ts';
import { webinars } from '../planning/webinar.ts';
import { presents } from '../room/acts/presenting.ts';
import { rooms, type Room } from '../room/room.ts';

/** Whether somebody shows slides of a webinar as it is planned: who runs it, and who speaks. @throws Refused where they may not know of it */
export async function isPlanned(streams: Streams, who: Asker, webinarId: Id): Promise<boolean> {
  const { state: webinar } = await streams.look(webinars, webinarId);
  if (webinar.phase === 'none') throw new Refused({ code: 'webinar-not-found' });
  const known = knownOf(webinar);
  const relation = relationOf(known, await courseOf(streams.see, known.courseId, who.personId), who);
  if (!relation.sees) throw new Refused({ code: 'webinar-not-found' });
  return relation.runs || relation.speaks;
}

/** The room for those who show slides in it, by the plan or by what they were made there. @throws Refused for others */
export async function roomOfPresenter(streams: Streams, who: Asker, webinarId: Id): Promise<Room> {
  const planned = await isPlanned(streams, who, webinarId);
  const { state: room } = await streams.look(rooms, webinarId);
  if (!presents(room, who.personId, planned)) throw new Refused({ code: 'not-allowed' });
  return room;
}
