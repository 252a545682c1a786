import type { Server } from '../server.ts';
import { keyOf } from '../storage/keys.ts';
import { DocumentLocked } from '../storage/locks.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';

/** How many documents one round takes at most, so that nobody waits long. */
const MOST = 2000;

/** Removes the documents whose time is over by the indexes that expire them. */
export const expireDocuments = (server: Server, now: number): void => {
  for (const collection of server.store.catalog.all()) {
    for (const index of collection.indexes)
      if (index.ttlSeconds !== undefined) expire(server, collection, index, now - index.ttlSeconds * 1000);
  }
};

const expire = (server: Server, collection: Collection, index: Index, before: number): void => {
  // Only dates expire; the keys between the least date and the last that is over are theirs.
  const [low, high] = index.descending[0] ? [descendingEnd(before), FIRST_DESCENDING] : [FIRST_DATE, keyOf(new Date(before))];
  const { reader } = server.writer;
  for (const row of reader.scanIndex(collection, index, { key: low, rid: -1 }, high, false, MOST)) {
    try {
      server.writer.remove(collection, row);
    } catch (error) {
      // Held by a transaction: the next round finds it again.
      if (!(error instanceof DocumentLocked)) throw error;
    }
  }
};

const FIRST_DATE = keyOf(new Date(-8.64e15)).subarray(0, 1);
const inverted = (key: Buffer): Buffer => Buffer.from(key.map((byte) => 0xff ^ byte));
const FIRST_DESCENDING = Buffer.concat([inverted(FIRST_DATE), Buffer.from([0xff])]);
const descendingEnd = (before: number): Buffer => inverted(keyOf(new Date(before)));
