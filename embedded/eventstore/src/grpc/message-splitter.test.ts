import { expect, test } from 'vitest';
import { frame } from '../protobuf/writer.ts';
import { MessageSplitter } from './message-splitter.ts';

const messages = ['', 'a', 'b'.repeat(300), '', 'c'.repeat(7)];
const bytes = Buffer.concat(messages.map((one) => frame(Buffer.from(one))));

test.each([1, 2, 5, 6, 64, bytes.length])('messages are the same in chunks of %d bytes', (size) => {
  const splitter = new MessageSplitter(undefined);
  const seen: string[] = [];
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size), (message) => seen.push(message.toString()));
  expect(seen).toEqual(messages);
});

test('what is too long is refused by its announced length, and what is compressed by its flag', () => {
  const announce = (flag: number, length: number) => {
    const head = Buffer.alloc(5);
    head[0] = flag;
    head.writeUInt32BE(length, 1);
    return () => new MessageSplitter('gzip').push(head, () => {});
  };
  expect(announce(0, 17 * 1024 * 1024)).not.toThrow();
  expect(announce(0, 17 * 1024 * 1024 + 1)).toThrow(/maximum configured message size/);
  expect(announce(1, 10)).toThrow(/compressed with gzip/);
});
