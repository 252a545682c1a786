import { setTimeout as sleep } from 'node:timers/promises';
import { openReadStore, type ReadStore } from '@lyceum/stores';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Turn } from '../../backend/src/automation/turn.ts';
import { House } from './api-backend.ts';

const LONG = 150;
const HOUR = 3_600_000;

let house: House;
let store: ReadStore;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  store = openReadStore({ url: house.mongoUrl });
});
afterAll(async () => {
  await store?.close();
  await house?.close();
});
afterEach(() => void vi.useRealTimers());

const two = () => {
  const name = `turn ${++number}`;
  return [new Turn(store, name, LONG), new Turn(store, name, LONG)] as const;
};

test('one has it as long as they keep it', async () => {
  const [one, other] = two();
  const answers = await Promise.all([one.mine(), other.mine()]);
  expect(answers.toSorted()).toEqual([false, true]);
  const [holder, waiting] = answers[0] ? [one, other] : [other, one];
  for (let beat = 0; beat < 6; beat++) {
    expect([await holder.mine(), await waiting.mine()]).toEqual([true, false]);
    await sleep(LONG / 3);
  }
});

test('the next has it at once when it is left, and after a while when it is lost', async () => {
  const [one, other] = two();
  expect(await one.mine()).toBe(true);
  expect(await other.mine()).toBe(false);
  await one.leave();
  expect(await other.mine()).toBe(true);
  expect(await one.mine()).toBe(false);
  await sleep(LONG + 10);
  expect(await one.mine()).toBe(true);
});

test('a holder whose clock was an hour ahead holds nobody up', async () => {
  const [one, other] = two();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR });
  expect(await one.mine()).toBe(true);
  vi.useRealTimers();
  expect(await other.mine()).toBe(false);
  await sleep(LONG + 10);
  expect(await other.mine()).toBe(true);
});
