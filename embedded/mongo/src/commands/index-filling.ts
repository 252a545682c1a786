import { decode } from '../bson/decode.ts';
import { ServerError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';
import { IndexedDocument, IndexedNames } from '../storage/plain-keys.ts';
import { duplicateKey } from '../storage/writer.ts';
import { turns } from './context.ts';
import type { Context } from './context.ts';

/** Keys that gather before they are written, sorted: neighbours lie on the same page, which is then written once and not once for each. */
const PORTION = 100_000;

interface Gathered {
  readonly key: Buffer;
  readonly rid: number;
}

/** Fills new indexes of a collection, all in one go through its documents; what is written meanwhile goes into them as into any other. */
export const fillIndexes = async (context: Context, collection: Collection, indexes: readonly Index[]): Promise<void> => {
  const names = new IndexedNames(indexes);
  const gathered = indexes.map((): Gathered[] => []);
  const turn = turnsOf(context, collection);
  // Of documents that change while their keys wait, the keys are made anew.
  const touched = new Set<number>();
  collection.touched.add(touched);
  try {
    let waiting = 0;
    for (let from = -1; ;) {
      const rows = collection.natural(from, 200);
      for (const { rid, doc } of rows) {
        const fields = new IndexedDocument(names, doc);
        for (const [place, index] of indexes.entries()) {
          const { keys, multikey } = fields.keysOf(index);
          if (multikey) index.multikey = true;
          waiting += keys.length;
          // The keys of texts with a collation hold as long as no other text comes between them.
          if (index.lexicon) for (const key of keys) put(collection, index, key, rid);
          else for (const key of keys) gathered[place]!.push({ key, rid });
        }
        from = rid;
      }
      if (rows.length === 0 || waiting >= PORTION) {
        for (const [place, index] of indexes.entries()) await write(turn, collection, index, gathered[place]!.splice(0), touched);
        touched.clear();
        waiting = 0;
      }
      if (rows.length === 0) return;
      await turn();
    }
  } finally {
    collection.touched.delete(touched);
  }
};

const write = async (
  turn: () => Promise<void> | undefined,
  collection: Collection,
  index: Index,
  gathered: Gathered[],
  touched: ReadonlySet<number>,
): Promise<void> => {
  gathered.sort((a, b) => Buffer.compare(a.key, b.key));
  for (const [place, { key, rid }] of gathered.entries()) {
    if (!touched.has(rid)) put(collection, index, key, rid);
    else {
      const doc = collection.byRid(rid);
      if (doc) for (const now of index.keysOf(decode(doc, index.needs)).keys) put(collection, index, now, rid);
    }
    const others = place % 100 === 99 && turn();
    if (others) await others;
  }
};

const put = (collection: Collection, index: Index, key: Buffer, rid: number): void => {
  if (index.unique && collection.holders(index, key).some((holder) => holder !== rid)) {
    const doc = collection.byRid(rid);
    throw duplicateKey(collection, index, doc ? index.keysOf(decode(doc, index.needs)).values : []);
  }
  collection.addKey(index, key, rid);
};

/** Gives others a turn where it is time for that; the collection may have gone meanwhile. */
const turnsOf = (context: Context, collection: Collection): (() => Promise<void> | undefined) => {
  const { catalog, commits } = context.server.store;
  const turn = turns(context);
  return () =>
    turn()?.then(() => {
      if (!catalog.holds(collection)) throw new ServerError('OperationFailed', 'the collection went away while the index was built');
      commits.write();
    });
};
