import type { Recorded } from '@lyceum/contracts';
import { FactUnknown, type EventLog, type ReadStore, type Write } from '@lyceum/stores';
import { parked, storedPosition, WHOLE_MODEL, type ParkedFact } from './records.ts';
import { goOn, goOnWithout, type Ground } from './standstill.ts';
import type { Table } from './table.ts';

/**
 * Folds the parked facts of a row in their order, up to the first that still cannot be; or, where the key is that of a whole model, lets the
 * model go on. Gives how many remain.
 */
export const retryParked = (parking: Ground, model: string, key: string): Promise<number> =>
  parking.live.exclusively(() => (key === WHOLE_MODEL ? goOn(parking, tableOf(parking, model)) : retry(parking, model, key)));

/** Leaves a parked fact out for good, and folds those of its row that waited behind it. Gives how many remain. */
export const skipParked = (parking: Ground, id: string): Promise<number> =>
  parking.live.exclusively(async () => {
    const fact = await parking.store.reading((db) => parked(db).findOne({ _id: id }));
    if (!fact) return 0;
    if (fact.key === WHOLE_MODEL) return goOnWithout(parking, tableOf(parking, fact.model), fact);
    goesOn(tableOf(parking, fact.model));
    await parking.store.write([{ collection: 'parked', key: id, document: null }]);
    return retry(parking, fact.model, fact.key);
  });

function tableOf({ live }: Ground, model: string): Table {
  const table = live.group.tables.find((each) => each.model.name === model);
  if (!table) throw new Error(`There is no live read model ${model}`);
  return table;
}

/** A row of a model that stands still would be given a position beyond facts that it has yet to see. @throws */
function goesOn({ stopped, model }: Table): void {
  if (stopped !== null) throw new Error(`The read model ${model.name} stands still: retry or skip what stops it first`);
}

async function retry(parking: Ground, model: string, key: string): Promise<number> {
  const { store, log, live } = parking;
  const table = tableOf(parking, model);
  goesOn(table);
  const { generation } = table;
  const waiting = await store.reading((db) => parked(db).find({ model, generation, key }).sort({ position: 1 }).toArray());
  if (key !== '' && table.lacks(key)) await table.load(store, [key]);
  const done: Write[] = [];
  for (const one of waiting) {
    const found = await factOf(log, one);
    const reason = typeof found === 'string' ? found : await refold(table, store, found, one);
    if (reason !== null) {
      await store.write([...done, rewritten({ ...one, reason })]);
      return waiting.length - done.length;
    }
    done.push({ collection: 'parked', key: one._id, document: null });
  }
  table.unblock(key);
  // What is pushed to screens goes by position: the row has changed now, not when the facts were parked.
  if (key !== '' && done.length > 0) table.stamp(key, storedPosition(live.group.written));
  await live.group.settle();
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
