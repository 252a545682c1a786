import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';

/** What is sought of a person, and only held in memory. */
export interface Sought {
  readonly personId: Id;
  readonly name: string | null;
  readonly email: string | null;
}

/** Rows that have it: those that name the person, and by collection those that do not. */
export interface Found {
  readonly rows: number;
  readonly found: number;
  readonly elsewhere: readonly { readonly collection: string; readonly rows: number }[];
}

const BATCH = 1000;

/** Somebody called Li is not found in every "split". */
const alone = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}])`, 'iu');

/** Whether a row has one of the texts, whatever field it is in. */
function finder(texts: readonly string[]): (row: Buffer) => boolean {
  const sought = texts.flatMap((text) => [...new Set([text, text.toLowerCase()])].map((form) => Buffer.from(form)));
  const patterns = texts.map(alone);
  // Most rows have none of it, which their bytes tell without being read.
  return (row) => sought.some((bytes) => row.includes(bytes)) && patterns.some((pattern) => pattern.test(row.toString()));
}

/** Seeks the name and the address of somebody in every row of the read store, whichever collection it lies in. @throws ReadStoreUnavailable */
export function seek(store: ReadStore, { personId, name, email }: Sought): Promise<Found> {
  const has = finder([name, email].filter((text): text is string => text !== null && text !== ''));
  const id = Buffer.from(personId);
  return store.reading(async (db) => {
    let [rows, found] = [0, 0];
    const elsewhere: { collection: string; rows: number }[] = [];
    const collections = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    for (const { name: collection } of collections.filter((each) => !each.name.startsWith('system.'))) {
      let others = 0;
      for await (const row of db.collection(collection).find({}, { raw: true, batchSize: BATCH }) as AsyncIterable<unknown>) {
        rows += 1;
        if (!has(row as Buffer)) continue;
        if ((row as Buffer).includes(id)) found += 1;
        else others += 1;
      }
      if (others > 0) elsewhere.push({ collection, rows: others });
    }
    return { rows, found, elsewhere };
  });
}
