import { decode } from '../bson/decode.ts';
import { toNumber } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { projected } from '../query/query.ts';
import type { Query } from '../query/query.ts';
import type { Collection } from '../storage/collection.ts';
import type { Context } from './context.ts';
import type { Batch, Source } from './cursors.ts';

const PATIENCE = 1000;
const PORTION = 256;

/** A cursor at the end of a capped collection: it stays open, and with `awaitData` waits a while for what is inserted. */
export const tailableSource = (
  collection: Collection,
  { filter, projection, variables }: Pick<Query, 'filter' | 'projection' | 'variables'>,
  awaitsData: boolean,
  context: Context,
): Source => {
  const { feed } = context.server;
  let from = -1;
  let first = true;
  // It only wants to be woken: what it tells it reads from the collection.
  const readsNothing = () => ({ at: Infinity, index: Infinity });
  if (awaitsData) feed.join(readsNothing);
  const collect = (count: number, into: Batch): void => {
    for (;;) {
      const rows = collection.natural(from, Math.min(PORTION, count - into.documents.length));
      if (rows.length === 0) return;
      for (const { rid, doc } of rows) {
        from = rid;
        if (filter.test(decode(doc, filter.needs))) into.documents.push(projection ? projected(doc, projection, filter, variables) : doc);
      }
      if (into.documents.length >= count) return;
    }
  };
  return {
    async next(count, of): Promise<Batch> {
      if (collection.dropped) throw new ServerError(175, `collection dropped between getMore calls: ${collection.ns}`);
      const batch: Batch = { documents: [], done: false };
      const until = performance.now() + (first || !awaitsData ? 0 : (toNumber(of.command['maxTimeMS']) ?? PATIENCE));
      for (;;) {
        collect(count, batch);
        const left = until - performance.now();
        if (batch.documents.length > 0 || left <= 0 || of.connection.gone.aborted || collection.dropped) break;
        await feed.changed(left, of.connection.gone);
      }
      // As in the real server, a tailable cursor that finds nothing at first is closed at once.
      batch.done = first && batch.documents.length === 0 && collection.count() === 0;
      first = false;
      return batch;
    },
    close: () => {
      if (awaitsData) feed.leave(readsNothing);
    },
  };
};
