import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import { Index } from './index-definition.ts';

const collation = { locale: 'en', strength: 2 };
const NAMES = ['delta', 'Alpha', 'charlie', 'BRAVO'];

/** The names of a collection's documents in the order of an index. */
const inOrder = (collection: Collection, index: Index): unknown[] => {
  const [table, key] = index.isId ? [collection.table, 'id'] : [index.table, 'key'];
  const rows = collection.statement(`SELECT rid FROM ${table} ORDER BY ${key}`).all() as unknown as [number][];
  return rows.map(([rid]) => decode(collection.byRid(rid) as Uint8Array)['_id']);
};

test('indexes that another version of the collator put in order are made anew', () => {
  const db = new DatabaseSync(':memory:');
  const catalog = new Catalog(db);
  const collection = catalog.create({ db: 'd', name: 'c' }, { collation });
  const byName = new Index(collection.id, collection.nextIndex++, { key: { name: 1 }, name: 'name', collation }, false);
  collection.createIndexTable(byName);
  collection.attach(byName);
  for (const name of NAMES) {
    const rid = collection.nextRid();
    collection.insert(rid, collection.idKey(name), encode({ _id: name, name }));
    for (const key of byName.keysOf({ name }).keys) collection.addKey(byName, key, rid);
  }
  catalog.save(collection);

  // As a collator would leave it to which the alphabet runs backwards.
  for (const table of ['texts_1_0', 'texts_1_1']) {
    const rows = db.prepare(`SELECT label, text FROM ${table} ORDER BY text COLLATE NOCASE`).all() as { label: Uint8Array; text: string }[];
    const texts = rows.map((row) => row.text).reverse();
    for (const [place, { label }] of rows.entries())
      db.prepare(`UPDATE ${table} SET text = ? WHERE label = ?`).run(texts[place] as string, label);
  }
  const entry = decode(db.prepare('SELECT entry FROM catalog').get()?.['entry'] as Uint8Array);
  for (const index of entry['indexes'] as Doc[]) index['icu'] = '57.1';
  db.prepare('UPDATE catalog SET entry = ?').run(encode(entry));

  const again = new Catalog(db).find({ db: 'd', name: 'c' }) as Collection;
  const [id, name] = again.indexes as [Index, Index];
  for (const index of [id, name]) expect(inOrder(again, index)).toEqual(['Alpha', 'BRAVO', 'charlie', 'delta']);
  expect(decode(again.byId(again.idKey('bravo'))?.doc as Uint8Array)).toMatchObject({ _id: 'BRAVO' });
});
