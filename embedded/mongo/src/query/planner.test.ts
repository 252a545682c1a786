import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';
import { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { Index } from '../storage/index-definition.ts';
import { keyOf } from '../storage/keys.ts';
import { CurrentReader } from '../storage/reader.ts';
import { compileFilter } from './filter.ts';
import { orderOfCollation } from './collation.ts';
import { BINARY } from './order.ts';
import type { Order } from './order.ts';
import { plan } from './planner.ts';
import type { Plan } from './planner.ts';
import { openScan } from './scan.ts';
import { sortKeys } from './sort.ts';

const collectionWith = (docs: Doc[], ...definitions: Doc[]): Collection => {
  const collection = new Catalog(new DatabaseSync(':memory:')).create({ db: 'd', name: 'c' }, {});
  for (const definition of definitions) {
    const index = new Index(
      collection.id,
      collection.nextIndex++,
      { name: JSON.stringify(definition['key']), ...definition } as Index['definition'],
      false,
    );
    collection.createIndexTable(index);
    collection.attach(index);
  }
  for (const doc of docs) {
    const rid = collection.nextRid();
    collection.insert(rid, keyOf(doc['_id']), encode(doc));
    for (const index of collection.indexes) {
      if (index.isId) continue;
      const keys = index.keysOf(doc);
      index.multikey ||= keys.multikey;
      for (const key of keys.keys) collection.addKey(index, key, rid);
    }
  }
  return collection;
};

const chosen = (collection: Collection, filter: Doc, sort?: Doc): Plan => plan(collection, compileFilter(filter), sort);

const found = (collection: Collection, filter: Doc, sort?: Doc): Doc[] => {
  const compiled = compileFilter(filter);
  const way = plan(collection, compiled, sort);
  const scan = openScan(new CurrentReader(), collection, way);
  const docs: Doc[] = [];
  for (let rows = scan.next(3); rows.length > 0; rows = scan.next(3)) docs.push(...rows.map((row) => decode(row.doc)));
  return 'exact' in way && way.exact ? docs : docs.filter((doc) => compiled.test(doc));
};

describe('the planner', () => {
  const collection = collectionWith(
    [],
    { key: { a: 1, b: -1 } },
    { key: { c: 1 }, sparse: true },
    { key: { d: 1 }, partialFilterExpression: { e: { $gt: 5 } } },
    { key: { u: 1 }, unique: true },
  );
  const indexOf = (filter: Doc, sort?: Doc): string | undefined => {
    const way = chosen(collection, filter, sort);
    return way.kind === 'index' ? way.index.name : way.kind;
  };

  test('looks straight up what is named by its _id', () => {
    expect(indexOf({ _id: 1 })).toBe('ids');
    expect(indexOf({ _id: { $in: [1, 2] } })).toBe('ids');
    expect(indexOf({ _id: { $gt: 1 } })).toBe('_id_');
  });

  test('uses an index for equality, ranges and its beginning only', () => {
    expect(indexOf({ a: 1 })).toBe('{"a":1,"b":-1}');
    expect(indexOf({ a: 1, b: { $gt: 2 } })).toBe('{"a":1,"b":-1}');
    expect(indexOf({ a: { $gte: 2, $lt: 4 } })).toBe('{"a":1,"b":-1}');
    expect(indexOf({ b: 1 })).toBe('scan');
    expect(indexOf({ a: { $ne: 1 } })).toBe('scan');
  });

  test('prefers a unique index that is named whole', () => {
    expect(indexOf({ a: 1, b: 2, u: 3 })).toBe('{"u":1}');
  });

  test('gives an order from an index, either way', () => {
    const forwards = chosen(collection, { a: 1 }, { b: -1 });
    expect(forwards).toMatchObject({ kind: 'index', sorted: true, backwards: false });
    expect(chosen(collection, { a: 1 }, { b: 1 })).toMatchObject({ kind: 'index', sorted: true, backwards: true });
    expect(chosen(collection, {}, { a: -1, b: 1 })).toMatchObject({ kind: 'index', sorted: true, backwards: true });
    expect(chosen(collection, {}, { a: 1, b: 1 })).toMatchObject({ kind: 'scan' });
    expect(chosen(collection, { a: { $in: [1, 2] } }, { b: -1 })).toMatchObject({ kind: 'index', sorted: false });
  });

  test('leaves out indexes that may lack what is asked for', () => {
    expect(indexOf({ c: null })).toBe('scan');
    expect(indexOf({ c: 1 })).toBe('{"c":1}');
    expect(indexOf({}, { c: 1 })).toBe('scan');
    expect(indexOf({ d: 1 })).toBe('scan');
    expect(indexOf({ d: 1, e: { $gt: 5 } })).toBe('{"d":1}');
    expect(indexOf({ d: 1, e: 7 })).toBe('{"d":1}');
    expect(indexOf({ d: 1, e: { $gt: 4 } })).toBe('scan');
  });

  test('joins the look-ups of an $or whose every branch has an index', () => {
    expect(indexOf({ $or: [{ a: 1 }, { u: 2 }] })).toBe('union');
    expect(indexOf({ $or: [{ a: 1 }, { z: 2 }] })).toBe('scan');
  });
});

describe('what an index finds', () => {
  const scalar: fc.Arbitrary<Value> = fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom<Value>('a', 'ab', 'b', null, true, new Date(5), 2.5, 3n),
  );
  const field: fc.Arbitrary<Value> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ x: scalar }));
  const doc = fc.record({ a: field, b: scalar }, { requiredKeys: [] });
  const condition: fc.Arbitrary<Value> = fc.oneof(
    scalar,
    fc.record({ $gt: scalar }),
    fc.record({ $gte: scalar, $lt: scalar }),
    fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ $elemMatch: fc.record({ $gte: scalar, $lte: scalar }) }),
    fc.constant({ $regex: '^a' }),
    fc.array(scalar, { maxLength: 2 }),
    fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  );
  const filter = fc.oneof(
    fc.record({ a: condition }),
    fc.record({ a: condition, b: condition }),
    fc.record({ 'a.x': condition }),
    fc.record({ $or: fc.tuple(fc.record({ a: condition }), fc.record({ b: condition })) }),
  );
  const sort = fc.constantFrom<Doc | undefined>(undefined, { a: 1 }, { a: -1 }, { a: 1, b: -1 }, { b: 1 });

  test('is what a scan finds, in the order that was wanted', () => {
    fc.assert(
      fc.property(fc.array(doc, { maxLength: 12 }), filter, sort, (fields, wanted, order) => {
        const docs = fields.map((one, _id): Doc => ({ _id, ...(one as Doc) }));
        const indexed = collectionWith(docs, { key: { a: 1, b: -1 } }, { key: { b: 1 } }, { key: { 'a.x': 1 } });
        const test = compileFilter(wanted as Doc);
        const expected = docs.filter((one) => test.test(one)).map((one) => one['_id']);
        const actual = found(indexed, wanted as Doc, order);
        expect(actual.map((one) => one['_id']).sort((a, b) => Number(a) - Number(b))).toEqual(expected);
        const way = chosen(indexed, wanted as Doc, order);
        if (!order || !('sorted' in way) || !way.sorted) return;
        const keys = actual.map((one) => (sortKeys(order, BINARY).of(one) as Buffer).toString('latin1'));
        expect(keys).toEqual([...keys].sort());
      }),
      { numRuns: 400 },
    );
  });
});

describe('indexes with a collation', () => {
  const spec = { locale: 'en', strength: 2 };
  const order = orderOfCollation(spec) as Order;
  const texts = fc.constantFrom('a', 'A', 'b', 'B', 'é', 'E', 'ab', 'aB', 'z', '', 'a b', 'ß', 'SS');
  const values = fc.oneof(texts, fc.integer({ min: 0, max: 3 }), fc.constant(null), fc.array(texts, { maxLength: 2 }));
  const conditions = fc.oneof(
    texts,
    fc.record({ $in: fc.array(texts, { maxLength: 3 }) }),
    fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), texts).map(([operator, text]) => ({ [operator]: text })),
    fc.record({ $gte: texts, $lt: texts }),
  );
  const sorts = fc.constantFrom(undefined, { a: 1 }, { a: -1 }, { a: 1, b: 1 }, { b: -1 });

  test('find what a look at every document finds, in its order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: values, b: values }), { maxLength: 20 }),
        fc.oneof(fc.record({ a: conditions }), fc.record({ b: conditions }), fc.record({ a: conditions, b: conditions })),
        sorts,
        (rows, wanted, sort) => {
          const docs = rows.filter(({ a, b }) => !Array.isArray(a) || !Array.isArray(b)).map((row, _id): Doc => ({ _id, ...row }));
          const collection = collectionWith(
            docs,
            { key: { a: 1, b: -1 }, collation: spec },
            { key: { b: 1 }, collation: spec },
            { key: { a: 1 } },
          );
          const filter = compileFilter(wanted as Doc, { order });
          const way = plan(collection, filter, sort);
          const scan = openScan(new CurrentReader(), collection, way);
          const found: Doc[] = [];
          for (let next = scan.next(3); next.length > 0; next = scan.next(3)) found.push(...next.map((row) => decode(row.doc)));
          const actual = 'exact' in way && way.exact ? found : found.filter((doc) => filter.test(doc));
          expect(actual.map((doc) => Number(doc['_id'])).sort((a, b) => a - b)).toEqual(
            docs.filter((doc) => filter.test(doc)).map((doc) => doc['_id']),
          );
          if (!sort || !('sorted' in way) || !way.sorted) return;
          const keys = sortKeys(sort as Doc, order);
          const inOrder = actual.slice(1).every((doc, place) => keys.compare(keys.of(actual[place] as Doc), keys.of(doc)) <= 0);
          expect(inOrder).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
