import type { FeedMessage } from '@lyceum/stores';
import { expect, test } from 'vitest';
import { Intake } from './intake.ts';

/** More than is read ahead, in one portion. */
const portion: readonly FeedMessage[] = Array.from({ length: 5000 }, (_, at) => ({ kind: 'passed', position: String(at + 1) }));

test('it can be closed while it has read ahead as much as it may, also when the feed still has something to give', async () => {
  async function* feed() {
    for (let times = 0; times < 3; times++) yield portion;
  }
  const intake = new Intake(feed());
  await intake.take(1);
  await intake.close();
});

test('what was read ahead is taken in order, and the end comes after it', async () => {
  async function* feed() {
    yield portion;
  }
  const intake = new Intake(feed());
  expect((await intake.take(4999))?.length).toBe(4999);
  expect(await intake.take(10)).toEqual([{ kind: 'passed', position: '5000' }]);
  expect(await intake.take(10)).toBeNull();
});
