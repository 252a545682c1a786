import { expect, test, vi } from 'vitest';
import { context, MemoryKeyLog, PERSON } from '../testing/memory-key-log.ts';
import { KeyRing } from './key-ring.ts';
import { PersonForgotten, SecretWrong } from './types.ts';

const ring = (log: MemoryKeyLog, fill = 1) => new KeyRing(Buffer.alloc(32, fill), log);
const stream = `key-${PERSON}`;

test('of several who issue a key at once all come to the same one', async () => {
  const log = new MemoryKeyLog();
  const rings = [ring(log), ring(log), ring(log)];
  await Promise.all(rings.map((each) => each.issue(PERSON, context)));
  const keys = await Promise.all(rings.map((each) => each.find(PERSON)));
  expect(keys[0]).toHaveLength(32);
  expect(new Set(keys.map((key) => key?.toString('hex'))).size).toBe(1);
});

test('the key lies in the log only wrapped', async () => {
  const log = new MemoryKeyLog();
  const one = ring(log);
  await one.issue(PERSON, context);
  const key = await one.find(PERSON);
  expect(Buffer.from(JSON.stringify(log.streams.get(stream))).includes(key?.toString('base64') ?? '')).toBe(false);
  await expect(ring(log, 2).find(PERSON)).rejects.toThrow(SecretWrong);
});

test('a key that was found is not asked for again; an absence is believed for a moment', async () => {
  vi.useFakeTimers();
  const log = new MemoryKeyLog();
  const one = ring(log);
  expect(await one.find(PERSON)).toBeNull();
  await ring(log).issue(PERSON, context);
  expect(await one.find(PERSON)).toBeNull();
  vi.advanceTimersByTime(1500);
  expect(await one.find(PERSON)).not.toBeNull();
  const { reads } = log;
  await one.find(PERSON);
  expect(log.reads).toBe(reads);
  vi.useRealTimers();
});

test('who was forgotten gets no new key', async () => {
  const log = new MemoryKeyLog();
  log.deleted.add(stream);
  await expect(ring(log).issue(PERSON, context)).rejects.toThrow(PersonForgotten);
  expect(await ring(log).find(PERSON)).toBeNull();
});

test('a key that is destroyed is nowhere any more, and does not come back with the feed', async () => {
  const log = new MemoryKeyLog();
  const one = ring(log);
  await one.issue(PERSON, context);
  const issued = log.streams.get(stream) as Parameters<KeyRing['meet']>[0];
  await one.destroy(PERSON);
  await one.destroy(PERSON);
  one.meet(issued);
  const { reads } = log;
  expect(await one.find(PERSON)).toBeNull();
  expect(log.reads).toBe(reads);
  expect(one.isForgotten(PERSON)).toBe(true);
  await expect(one.issue(PERSON, context)).rejects.toThrow(PersonForgotten);
});

test('what is kept of a key keeps no pool of memory with it', async () => {
  const one = ring(new MemoryKeyLog());
  await one.issue(PERSON, context);
  expect((await one.find(PERSON))?.buffer.byteLength).toBe(32);
});
