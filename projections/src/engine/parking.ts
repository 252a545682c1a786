import type { Recorded } from '@lyceum/contracts';
import type { EventLog, ReadStore, Write } from '@lyceum/stores';
import type { Live } from './live.ts';
import { parked, storedPosition, type ParkedFact } from './records.ts';
import type { Table } from './table.ts';

export interface Parking {
  readonly store: ReadStore;
  readonly log: EventLog;
  readonly live: Live;
}

/** Folds the parked facts of a row in their order, up to the first that still cannot be. Gives how many remain. */
export const retryParked = (parking: Parking, model: string, key: string): Promise<number> =>
  parking.live.exclusively(() => retry(parking, model, key));

/** Leaves a parked fact out for good, and folds those of its row that waited behind it. Gives how many remain. */
export const skipParked = (parking: Parking, id: string): Promise<number> =>
  parking.live.exclusively(async () => {
    const fact = await parking.store.reading((db) => parked(db).findOneAndDelete({ _id: id }));
    return fact ? retry(parking, fact.model, fact.key) : 0;
  });

async function retry({ store, log, live }: Parking, model: string, key: string): Promise<number> {
  const table = live.group.tables.find((each) => each.model.name === model);
  if (!table) throw new Error(`There is no live read model ${model}`);
  const { generation } = table;
  const waiting = await store.reading((db) => parked(db).find({ model, generation, key }).sort({ position: 1 }).toArray());
  if (key !== '' && table.lacks(key)) await table.load(store, [key]);
  const done: Write[] = [];
  for (const one of waiting) {
    const reason = await refold(table, store, await factOf(log, one), one);
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
async function refold(table: Table, store: ReadStore, fact: Recorded | null, { key, position }: ParkedFact): Promise<string | null> {
  if (!fact) return 'The fact is no longer in the log';
  if (key !== '') return table.refold(fact, key, position);
  const keys = table.keysOf(fact, position);
  await table.load(
    store,
    keys.filter((each) => table.lacks(each)),
  );
  const reasons = keys.map((each) => table.refold(fact, each, position));
  return keys.length === 0 ? 'It names no row' : (reasons.find((reason) => reason !== null) ?? null);
}

async function factOf(log: EventLog, { stream, revision }: ParkedFact): Promise<Recorded | null> {
  const [fact] = await log.read(stream, revision - 1);
  return fact ?? null;
}

const rewritten = ({ _id, ...document }: ParkedFact): Write => ({ collection: 'parked', key: _id, document });
