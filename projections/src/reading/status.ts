import {
  comparePositions,
  type Id,
  type Position,
  type ProjectionState,
  type ProjectionStatus,
  type RebuildPhase,
} from '@lyceum/contracts';
import type { Db } from '@lyceum/stores';
import type { Projection } from '../engine/projection.ts';
import { rebuilds } from '../engine/rebuild-records.ts';
import { obeyed, parked, pointers, rowsName, shownPosition, WHOLE_MODEL, type Heartbeat, type Pointer } from '../engine/records.ts';
import { MODELS } from '../models.ts';

/** A projections process that has said nothing for so long (milliseconds) has stopped. */
const SILENCE = 15_000;
/** Among so many of the newest rebuilds that of a model is looked for. */
const NEWEST = 500;

/** What is known of all models together. */
interface Known {
  readonly heartbeat: Heartbeat | null;
  readonly position: Position;
  readonly pointers: ReadonlyMap<string, Pointer>;
  readonly paused: ReadonlySet<string>;
  readonly rebuilds: ReadonlyMap<string, { readonly rebuildId: Id; readonly phase: RebuildPhase }>;
}

const stateOf = (model: Projection, { heartbeat, paused, rebuilds }: Known): ProjectionState => {
  if (!heartbeat || heartbeat.error !== null || Date.now() - Date.parse(heartbeat.at) > SILENCE) return 'failed';
  if (model.name in heartbeat.filling || rebuilds.get(model.name)?.phase === 'filling') return 'rebuilding';
  return paused.has(model.name) ? 'paused' : 'running';
};

const errorOf = (heartbeat: Heartbeat | null): string | null => {
  if (!heartbeat) return 'The projections process has not run yet';
  if (Date.now() - Date.parse(heartbeat.at) > SILENCE) return `The projections process has said nothing since ${heartbeat.at}`;
  return heartbeat.error;
};

/** How all read models stand, from what lies in the read store. */
export async function statusOfAll(db: Db, heartbeat: Heartbeat | null, position: Position): Promise<readonly ProjectionStatus[]> {
  const [found, orders, newest] = await Promise.all([
    pointers(db).find().toArray(),
    obeyed(db).find({ paused: true }).toArray(),
    rebuilds(db)
      .find({}, { projection: { model: 1, phase: 1 } })
      .sort({ _id: -1 })
      .limit(NEWEST)
      .toArray(),
  ]);
  const known: Known = {
    heartbeat,
    position,
    pointers: new Map(found.map((pointer) => [pointer._id, pointer])),
    paused: new Set(orders.map(({ _id }) => _id)),
    rebuilds: new Map(newest.toReversed().map(({ _id, model, phase }) => [model, { rebuildId: _id, phase }])),
  };
  return Promise.all(MODELS.map((model) => statusOf(db, model, known)));
}

async function statusOf(db: Db, model: Projection, known: Known): Promise<ProjectionStatus> {
  const { heartbeat, position } = known;
  const { name } = model;
  const pointer = known.pointers.get(name);
  const generation = pointer?.generation ?? 0;
  const [rows, waiting, stop] = await Promise.all([
    db.collection(rowsName(name, generation)).estimatedDocumentCount(),
    parked(db).countDocuments({ model: name, generation }),
    parked(db).findOne({ model: name, generation, key: WHOLE_MODEL }),
  ]);
  const still = stop ? (stop.after ?? stop.position) : (pointer?.frozen ?? null);
  const at = still === null ? position : shownPosition(still);
  const head = heartbeat?.head ?? position;
  return {
    name,
    version: pointer?.version ?? model.version,
    state: stop ? 'failed' : stateOf(model, known),
    position: at,
    head,
    ...lagOf(known, name, at, head, still !== null),
    rate: heartbeat?.rates?.[name] ?? 0,
    rows,
    parked: waiting,
    error: stop?.reason ?? errorOf(heartbeat),
    rebuild: known.rebuilds.get(name) ?? null,
    updatedAt: heartbeat?.at ?? null,
  };
}

/** A model that stands still lags by the facts that it would have folded; the others by what all of them have yet to see. */
function lagOf({ heartbeat }: Known, name: string, at: Position, head: Position, still: boolean) {
  const missed = heartbeat?.missed?.[name];
  if (still) {
    const lagSeconds = missed ? Math.max(0, (Date.now() - Date.parse(missed.since)) / 1000) : 0;
    return { lagEvents: missed?.events ?? 0, lagSeconds };
  }
  const behind = comparePositions(at, head) < 0;
  return { lagEvents: behind ? (heartbeat?.lagEvents ?? 0) : 0, lagSeconds: behind ? (heartbeat?.lagSeconds ?? 0) : 0 };
}
