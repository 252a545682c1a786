import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { Streams } from './streams.ts';

test('what is kept of a stream keeps no pool of memory with it', () => {
  const database = openDatabase(':memory:');
  const streams = new Streams(database);
  const stream = streams.get('attempt-1');
  streams.ensure(stream);
  expect(stream.field?.buffer.byteLength).toBe(stream.field?.length);
  database.close();
});
