import { describe, expect, test } from 'vitest';
import { END, LARGEST, MalformedMessage, Reader } from './reader.ts';
import { int64, message, text, uint, varintSize, writeVarint } from './writer.ts';

const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 52 + 1, LARGEST - 1];

test.each(numbers)('%d comes back as it was written', (number) => {
  const bytes = new Uint8Array(varintSize(number));
  expect(writeVarint(bytes, 0, number)).toBe(bytes.length);
  expect(new Reader(bytes).varint()).toBe(number);
});

test('the largest numbers of the protocol have names', () => {
  expect(new Reader(Buffer.from('ffffffffffffffff7f', 'hex')).varint()).toBe(LARGEST);
  expect(new Reader(Buffer.from('ffffffffffffffffff01', 'hex')).varint()).toBe(END);
  const bytes = new Uint8Array(9);
  writeVarint(bytes, 0, LARGEST);
  expect(Buffer.from(bytes).toString('hex')).toBe('ffffffffffffffff7f');
});

test('signed numbers come back', () => {
  for (const number of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
    const reader = new Reader(int64(3, number));
    reader.next();
    expect(reader.int64()).toBe(number);
  }
});

test('fields are read in turn, unknown ones skipped', () => {
  const reader = new Reader(Buffer.concat([uint(1, 300), text(2, 'käse'), message(20, text(1, 'inner'))]));
  expect(reader.next() && reader.varint()).toBe(300);
  reader.next();
  reader.skip();
  reader.next();
  expect(reader.field).toBe(20);
  const inner = reader.message();
  inner.next();
  expect(inner.string()).toBe('inner');
  expect(reader.next()).toBe(false);
});

describe('bytes that are no message', () => {
  test.each(['0aff', '08', '0affffffffffffffffff01', '00', '0b', '08ffffffffffffffffffffff01'])('%s', (hex) => {
    const reader = new Reader(Buffer.from(hex, 'hex'));
    expect(() => {
      while (reader.next()) reader.skip();
    }).toThrow(MalformedMessage);
  });
});
