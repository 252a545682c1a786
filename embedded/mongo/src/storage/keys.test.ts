import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareValues } from '../bson/compare.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { double } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { keyOf, keyOfValues } from './keys.ts';

const int32 = fc.integer();
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const near53 = fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).chain((value) => fc.constantFrom(value, -value));
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -40, max: 40 }))
  .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`));
const extremes = fc.constantFrom<Value>(
  Decimal128.fromString('NaN'),
  Decimal128.fromString('Infinity'),
  Decimal128.fromString('-Infinity'),
  Decimal128.fromString('1E-6176'),
  Decimal128.fromString('-1E-6176'),
  Decimal128.fromString('9E6000'),
  Decimal128.fromString('-9E6000'),
  Decimal128.fromString('0.1'),
  0.1,
  new Double(-0),
  NaN,
  Infinity,
  -Infinity,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  0,
);
const numeric: fc.Arbitrary<Value> = fc.oneof(int32, int64, near53, decimal, extremes, fc.double().map(double));
const bytes = fc.uint8Array({ maxLength: 6 });
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('', '\0', 'a\0', 'a\0b', '\ud83d\ude00', '\uffff'));
const scalar: fc.Arbitrary<Value> = fc.oneof(
  numeric,
  text,
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((id) => new ObjectId(id)),
  fc.tuple(bytes, fc.constantFrom(0, 4, 128)).map(([value, subtype]) => new Binary(value, subtype)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom<Value>(new MinKey(), new MaxKey(), new BSONRegExp('a', 'i'), new BSONRegExp('a'), new Code('x')),
);
const name = fc.constantFrom('a', 'b', 'ab', '', 'é');
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe('keys', () => {
  test('stand in the order in which their values compare', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(compareValues(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  test('of numbers of all types stand in the order of the numbers', () => {
    fc.assert(
      fc.property(numeric, numeric, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(compareValues(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  test('of several values, some descending, stand in their order', () => {
    const directions = fc.array(fc.boolean(), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 2 }),
        fc.array(value, { minLength: 2, maxLength: 2 }),
        directions,
        (a, b, descending) => {
          const wanted =
            a.map((one, place) => compareValues(one, b[place]) * (descending[place] ? -1 : 1)).find((result) => result !== 0) ?? 0;
          expect(Math.sign(Buffer.compare(keyOfValues(a, descending), keyOfValues(b, descending)))).toBe(wanted + 0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('are the same for equal numbers of different types', () => {
    for (const same of [
      [1, 1n, new Double(1), Decimal128.fromString('1.0')],
      [0, new Double(-0), Decimal128.fromString('-0')],
      [2n ** 60n, double(2 ** 60)],
    ]) {
      expect(new Set(same.map((one) => keyOf(one).toString('hex'))).size).toBe(1);
    }
  });
});

describe('BSON', () => {
  test('comes back as it went, types and all', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(name, fc.constant('__proto__')), value, { maxKeys: 4, noNullPrototype: true }), (doc) => {
        const bytes = encode(doc as Doc);
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });
});
