import type { Recorded } from '@lyceum/contracts';
import { FactUnknown, type EventLog, type ReadStore, type Write } from '@lyceum/stores';
import { parked, storedPosition, WHOLE_MODEL, type ParkedFact } from './records.ts';
import type { Group } from './group.ts';
import { Impossible } from './impossible.ts';
import { goOn, goOnWithout, type Ground } from './standstill.ts';
import { skipName, type Table } from './table.ts';

type Stores = Pick<Ground, 'store' | 'log'>;

/** Where a fact lies. */
type Place = Pick<ParkedFact, 'stream' | 'revision'>;

/**
 * Folds the parked facts of a row in their order, up to the first that still cannot be; or, where the key is that of a whole model, lets the
 * model go on. Gives how many remain.
 */
export const retryParked = (parking: Ground, model: string, key: string): Promise<number> =>
  parking.live.exclusively(() => {
    const table = tableOf(parking, model);
    return key === WHOLE_MODEL ? goOn(parking, table) : retry(parking, table, parking.live.group, key);
  });

const parkedKeys = (store: ReadStore, { model: { name }, generation }: Table): Promise<string[]> =>
  store.reading((db) => parked(db).distinct('key', { model: name, generation }));

/** Folds all parked facts of a model again, row by row. */
export async function retryAll(parking: Ground, model: string): Promise<void> {
  const keys = await parkedKeys(parking.store, tableOf(parking, model));
  // What stops the whole model comes before all rows.
  for (const key of keys.toSorted((a, b) => Number(b === WHOLE_MODEL) - Number(a === WHOLE_MODEL))) await retryParked(parking, model, key);
}

/**
 * Folds again what is parked in rows that have just become the live ones: operators may have said to retry or to skip it meanwhile, which they
 * said of the rows that were live then.
 */
export async function retryAfterSwap(parking: Ground, model: string): Promise<void> {
  const { stopped, unreadable } = tableOf(parking, model);
  if (stopped !== null && !unreadable) return;
  try {
    await retryAll(parking, model);
  } catch (error) {
    // A model that stands still at a fact of a newer version keeps what is parked until it goes on.
    if (!(error instanceof Impossible)) throw error;
  }
}

/** Folds again what is parked in rows beside the live ones. Only while both stand still. */
export async function retryBeside(stores: Stores, table: Table, group: Group): Promise<void> {
  if (table.stopped !== null) return;
  for (const key of await parkedKeys(stores.store, table)) if (key !== WHOLE_MODEL) await retry(stores, table, group, key);
}

/** Leaves a parked fact out of its row for good, and folds those that waited behind it. Gives how many remain. */
export const skipParked = (parking: Ground, fact: Place & { readonly model: string; readonly key: string }): Promise<number> =>
  parking.live.exclusively(async () => {
    const { model, key, stream, revision } = fact;
    const table = tableOf(parking, model);
    if (key !== WHOLE_MODEL) goesOn(table);
    const { generation } = table;
    const found = await parking.store.reading((db) => parked(db).findOne({ model, generation, key, stream, revision }));
    table.skip(skipName(fact, key));
    if (!found) return 0;
    if (key === WHOLE_MODEL) return goOnWithout(parking, table, found);
    await parking.store.write([{ collection: 'parked', key: found._id, document: null }]);
    return retry(parking, table, parking.live.group, key);
  });

function tableOf({ live }: Ground, model: string): Table {
  const table = live.group.tables.find((each) => each.model.name === model);
  if (!table) throw new Impossible(`There is no live read model ${model}`);
  return table;
}

/** A row of a model that stands still would be given a position beyond facts that it has yet to see. @throws */
function goesOn({ stopped, model }: Table): void {
  if (stopped !== null) throw new Impossible(`The read model ${model.name} stands still: retry or skip what stops it first`);
}

async function retry({ store, log }: Stores, table: Table, group: Group, key: string): Promise<number> {
  goesOn(table);
  const of = { model: table.model.name, generation: table.generation, key };
  const waiting = await store.reading((db) => parked(db).find(of).sort({ position: 1 }).toArray());
  if (key !== '' && table.lacks(key)) await table.load(store, [key]);
  const done: Write[] = [];
  for (const one of waiting) {
    const found = table.skips(skipName(one, key)) ? null : await factOf(log, one);
    const reason = found === null ? null : typeof found === 'string' ? found : await refold(table, store, found, one);
    if (reason !== null) {
      await store.write([...done, rewritten({ ...one, reason })]);
      return waiting.length - done.length;
    }
    done.push({ collection: 'parked', key: one._id, document: null });
  }
  table.unblock(key);
  // What is pushed to screens goes by position: the row has changed now, not when the facts were parked.
  if (key !== '' && done.length > 0) table.stamp(key, storedPosition(group.written));
  await group.settle();
  await store.write(done);
  return 0;
}

/** The reason why the fact cannot be folded, or null when it was. A fact that had no key may have several now. */
async function refold(table: Table, store: ReadStore, fact: Recorded, { key, position }: ParkedFact): Promise<string | null> {
  if (key !== '') return table.refold(fact, key, position);
  const keys = table.keysOf(fact, position);
  await table.load(
    store,
    keys.filter((each) => table.lacks(each)),
  );
  const reasons = keys.map((each) => table.refold(fact, each, position));
  return keys.length === 0 ? 'It names no row' : (reasons.find((reason) => reason !== null) ?? null);
}

/** The parked fact, or the reason why it cannot be read. */
async function factOf(log: EventLog, { stream, revision }: ParkedFact): Promise<Recorded | string> {
  try {
    const [fact] = await log.read(stream, revision - 1, 1);
    return fact ?? 'The fact is no longer in the log';
  } catch (error) {
    if (error instanceof FactUnknown) return error.message;
    throw error;
  }
}

const rewritten = ({ _id, ...document }: ParkedFact): Write => ({ collection: 'parked', key: _id, document });
