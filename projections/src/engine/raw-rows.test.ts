import { expect, test } from 'vitest';
import { bodyOf, keyOf } from './raw-rows.ts';

const text = (name: string, value: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32LE(Buffer.byteLength(value) + 1);
  return Buffer.concat([Buffer.from([2]), Buffer.from(`${name}\0`), length, Buffer.from(`${value}\0`)]);
};

/** A row of texts as BSON. */
function bson(fields: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(Object.entries(fields).map(([name, value]) => text(name, value)));
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 5);
  return Buffer.concat([length, body, Buffer.from([0])]);
}

const at = (position: number) => String(position).padStart(20, '0');

test('the key is the first field', () => {
  expect(keyOf(bson({ _id: 'ключ:1', title: 'A' })).toString()).toBe('ключ:1');
  expect(() => keyOf(bson({ title: 'A' }))).toThrow('without a key');
});

test('rows that were folded last at other positions say the same', () => {
  const row = (title: string, position: number) => bodyOf(bson({ _id: 'a', title, position: at(position) }));
  expect(row('A', 1).equals(row('A', 999))).toBe(true);
  expect(row('A', 1).equals(row('B', 1))).toBe(false);
  expect(row('A', 1).equals(row('AA', 1))).toBe(false);
});

test('a position of another form, or none, belongs to what is compared', () => {
  expect(bodyOf(bson({ _id: 'a', position: '7' })).equals(bodyOf(bson({ _id: 'a', position: '8' })))).toBe(false);
  expect(bodyOf(bson({ _id: 'a' })).equals(bodyOf(bson({ _id: 'a', position: at(1) })))).toBe(true);
});
