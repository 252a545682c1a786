import { BEGINNING, type Position } from '@lyceum/contracts';
import { FactUnknown, StreamDeleted, type EventLog, type ReadStore, type Write } from '@lyceum/stores';
import { catchUp } from './fill.ts';
import { Group } from './group.ts';
import type { Live } from './live.ts';
import { parked, shownPosition, storedPosition, WHOLE_MODEL, type ParkedFact, type StoredPosition, type StoredRow } from './records.ts';
import type { Table } from './table.ts';

/** Rows whose positions are set at one go. */
const CHUNK = 1000;

export interface Ground {
  readonly store: ReadStore;
  readonly log: EventLog;
  readonly live: Live;
}

/**
 * A model that met a fact of a version it cannot read stands still there: the fact may be the next of any of its rows, so that no later one
 * may be folded before it. Nothing is lost, since the log has it all. This lets it go on, up to where the live models are, if the fact can be
 * read by now. Gives how many facts stop it still. Only while the live models stand still.
 */
export async function goOn(ground: Ground, table: Table): Promise<number> {
  const stopping = await stopOf(ground.store, table);
  if (!stopping) return 0;
  const { stream, revision, after = storedPosition(BEGINNING) } = stopping;
  try {
    await ground.log.read(stream, revision - 1, 1);
  } catch (error) {
    if (error instanceof FactUnknown) return 1;
    // The feed has the facts of deleted streams too.
    if (!(error instanceof StreamDeleted)) throw error;
  }
  return goOnAfter(ground, table, shownPosition(after));
}

/** Leaves out the fact that stops the model, and lets it go on. */
export const goOnWithout = (ground: Ground, table: Table, { position }: ParkedFact): Promise<number> =>
  goOnAfter(ground, table, shownPosition(position));

async function goOnAfter(ground: Ground, table: Table, position: Position): Promise<number> {
  const { store, log, live } = ground;
  const { stopped, model, generation, name } = table;
  if (stopped === null) return 0;
  const options = {
    store,
    checkpoints: [{ key: name }],
    tables: [table],
    freshAfter: live.group.written,
    pace: { few: 0, times: 0, least: 0, most: 0 },
  };
  const group = new Group({ ...options, position: position === BEGINNING ? null : position });
  table.standAt(null);
  try {
    if (!(await catchUp(group, log, live.signal, live.group.written))) throw new Error('The engine stops');
  } catch (error) {
    // What was folded stays, and is passed over when it comes again.
    table.standAt(stopped, true);
    throw error;
  } finally {
    await group.end();
  }
  if (Object.keys(model.rooms).length > 0) await stampFrom(ground, table, stopped);
  const over = await store.reading((db) => parked(db).find({ model: model.name, generation, key: WHOLE_MODEL }).toArray());
  const done = over.filter((each) => each.position !== table.stopped);
  const writes: Write[] = done.map(({ _id }) => ({ collection: 'parked', key: _id, document: null }));
  await store.write([...writes, { collection: 'checkpoints', key: name, document: null }]);
  return over.length - done.length;
}

/** What is pushed to screens goes by position: the rows have changed now, not when their facts were recorded. */
export async function stampFrom({ store, live }: Pick<Ground, 'store' | 'live'>, table: Table, stopped: StoredPosition): Promise<void> {
  const rows = await store.reading((db) =>
    db
      .collection<StoredRow>(table.name)
      .find({ position: { $gte: stopped } }, { projection: { _id: 1 } })
      .toArray(),
  );
  for (let from = 0; from < rows.length; from += CHUNK) {
    const keys = rows.slice(from, from + CHUNK).map(({ _id }) => _id);
    await table.load(
      store,
      keys.filter((key) => table.lacks(key)),
    );
    for (const key of keys) table.stamp(key, storedPosition(live.group.written));
    await live.group.settle();
  }
}

const stopOf = (store: ReadStore, { model, generation, stopped }: Table): Promise<ParkedFact | null> =>
  store.reading((db) => parked(db).findOne({ model: model.name, generation, key: WHOLE_MODEL, ...(stopped && { position: stopped }) }));
