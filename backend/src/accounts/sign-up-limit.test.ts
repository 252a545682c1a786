import type { ReadStore } from '@lyceum/stores';
import { expect, test } from 'vitest';
import { Refused } from '../deciding/refused.ts';
import { SignUpLimit } from './sign-up-limit.ts';

/** A store that does not answer: each backend counts for itself then. */
const away = { db: { client: { db: () => ({ collection: () => ({}) }) }, databaseName: 'none' } } as unknown as ReadStore;
const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'done',
    (error: Refused) => error.refusal.code,
  );
const taken = () => Promise.reject(new Refused({ code: 'email-taken' }));
const done = () => Promise.resolve();

test('who asks for many addresses that are taken waits, and is sent away; others and new addresses are not', async () => {
  const limit = new SignUpLimit(away);
  for (let i = 0; i < 100; i++) expect(await codeOf(limit.limited('a school', done))).toBe('done');
  for (let i = 0; i < 60; i++) expect(await codeOf(limit.limited('a school', taken))).toBe('email-taken');
  // The first has its turn at once, twenty wait for theirs.
  expect(await codeOf(limit.limited('a school', done))).toBe('done');
  for (let i = 0; i < 20; i++) void codeOf(limit.limited('a school', done));
  expect(await codeOf(limit.limited('a school', taken))).toBe('too-many-requests');
  expect(await codeOf(limit.limited('elsewhere', taken))).toBe('email-taken');
});
