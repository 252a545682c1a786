import type { Db, ReadStore } from '@lyceum/stores';
import { rowsName, type StoredRow } from './records.ts';

/** How two generations of a read model differ; `samples` are keys of rows that do. */
export interface Difference {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly samples: readonly string[];
}

const SAMPLES = 10;

/** The rows by key, without positions: those say when a row was folded last, not what it says. */
const rowsByKey = (db: Db, model: string, generation: number) =>
  db.collection<StoredRow>(rowsName(model, generation)).find({}, { projection: { position: 0 }, sort: { _id: 1 } });

/** Compares the rows of two generations field by field, their order included: `added` are those that only `after` has. */
export function compareGenerations(store: ReadStore, model: string, before: number, after: number): Promise<Difference> {
  return store.reading(async (db) => {
    const found = { added: 0, removed: 0, changed: 0, samples: [] as string[] };
    const note = (kind: 'added' | 'removed' | 'changed', key: string) => {
      found[kind] += 1;
      if (found.samples.length < SAMPLES) found.samples.push(key);
    };
    const olds = rowsByKey(db, model, before);
    const news = rowsByKey(db, model, after);
    let [old, fresh] = [await olds.next(), await news.next()];
    while (old || fresh) {
      if (!old || (fresh && fresh._id < old._id)) {
        note('added', fresh?._id ?? '');
        fresh = await news.next();
      } else if (!fresh || old._id < fresh._id) {
        note('removed', old._id);
        old = await olds.next();
      } else {
        if (JSON.stringify(old) !== JSON.stringify(fresh)) note('changed', old._id);
        [old, fresh] = [await olds.next(), await news.next()];
      }
    }
    return found;
  });
}
