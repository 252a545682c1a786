import { comparePositions, type Position, type ProjectionState, type ProjectionStatus } from '@lyceum/contracts';
import type { Db } from '@lyceum/stores';
import type { Projection } from '../engine/projection.ts';
import { parked, pointers, rowsName, shownPosition, WHOLE_MODEL, type Heartbeat } from '../engine/records.ts';

/** A projections process that has said nothing for so long (milliseconds) has stopped. */
const SILENCE = 15_000;

const stateOf = (model: Projection, heartbeat: Heartbeat | null): ProjectionState => {
  if (!heartbeat || heartbeat.error !== null || Date.now() - Date.parse(heartbeat.at) > SILENCE) return 'failed';
  return model.name in heartbeat.filling ? 'rebuilding' : 'running';
};

const errorOf = (heartbeat: Heartbeat | null): string | null => {
  if (!heartbeat) return 'The projections process has not run yet';
  if (Date.now() - Date.parse(heartbeat.at) > SILENCE) return `The projections process has said nothing since ${heartbeat.at}`;
  return heartbeat.error;
};

/** How one read model stands, from what lies in the read store. */
export async function statusOf(db: Db, model: Projection, heartbeat: Heartbeat | null, position: Position): Promise<ProjectionStatus> {
  const pointer = await pointers(db).findOne({ _id: model.name });
  const generation = pointer?.generation ?? 0;
  const [rows, waiting, stop] = await Promise.all([
    db.collection(rowsName(model.name, generation)).estimatedDocumentCount(),
    parked(db).countDocuments({ model: model.name, generation }),
    parked(db).findOne({ model: model.name, generation, key: WHOLE_MODEL }),
  ]);
  const head = heartbeat?.head ?? position;
  const behind = comparePositions(position, head) < 0;
  return {
    name: model.name,
    version: pointer?.version ?? model.version,
    state: stop ? 'failed' : stateOf(model, heartbeat),
    position: stop ? shownPosition(stop.after ?? stop.position) : position,
    head,
    lagEvents: behind ? (heartbeat?.lagEvents ?? 0) : 0,
    lagSeconds: behind ? (heartbeat?.lagSeconds ?? 0) : 0,
    rows,
    parked: waiting,
    error: stop?.reason ?? errorOf(heartbeat),
    updatedAt: heartbeat?.at ?? null,
  };
}
