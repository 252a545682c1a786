import { Double } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';
import { Index } from './index-definition.ts';
import type { IndexKeys } from './index-keys.ts';
import { IndexedDocument, IndexedNames } from './plain-keys.ts';

const INDEXES = [{ a: 1 }, { b: -1, a: 1 }, { 'a.b': 1 }, { ab: 1, é: -1, _id: 1 }].map(
  (key, id) => new Index(1, id + 1, { key, name: String(id) }, false),
);
const SPARSE = new Index(1, 9, { key: { a: 1, b: 1 }, name: 'sparse', sparse: true }, false);
const PARTIAL = new Index(1, 10, { key: { a: 1 }, name: 'partial', partialFilterExpression: { b: { $exists: true } } }, false);
const ALL = [...INDEXES, SPARSE, PARTIAL];

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom<Value>('', 'a\0b', '\0', 'é', null, undefined, true, 0, -1, 2.5, NaN, 7n, new Double(3), new Date(5)),
  fc.array(fc.constantFrom<Value>('x', 1, 'x', null), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('b', 'c'), fc.constantFrom<Value>('y', 2), { maxKeys: 2, noNullPrototype: true }),
);
const document: fc.Arbitrary<Doc> = fc.dictionary(fc.constantFrom('a', 'b', 'ab', 'é', 'ba', '_id', 'abc'), value, {
  noNullPrototype: true,
});

test('keys made of the bytes of a document are those of the decoded one', () => {
  const names = new IndexedNames(ALL);
  fc.assert(
    fc.property(document, (doc) => {
      const bytes = encode(doc);
      const indexed = new IndexedDocument(names, bytes);
      for (const index of ALL)
        // Two arrays under one index are refused, both ways.
        expect(outcome(() => indexed.keysOf(index))).toEqual(outcome(() => index.keysOf(decode(bytes))));
    }),
    { numRuns: 500 },
  );
});

test('a message names the values behind the key that is held already', () => {
  const indexed = new IndexedDocument(new IndexedNames(INDEXES), encode({ _id: 1, a: 'x', b: 2 }));
  expect(indexed.valuesOf(INDEXES[1]!)).toEqual([2, 'x']);
});

function outcome(keysOf: () => Pick<IndexKeys, 'keys' | 'multikey'>): unknown {
  try {
    const { keys, multikey } = keysOf();
    return { keys: keys.map((key) => key.toString('hex')), multikey };
  } catch (error) {
    return String(error);
  }
}
