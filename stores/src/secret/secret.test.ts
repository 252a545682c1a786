import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { readSecret, RootSecret, SecretMissing } from './secret.ts';

const text = Buffer.alloc(32, 5).toString('base64');

test('each purpose has a secret of its own, always the same', () => {
  const [one, again] = [new RootSecret(text), new RootSecret(`${text}\n`)];
  expect(one.derive('receipts')).toEqual(again.derive('receipts'));
  expect(one.derive('receipts')).not.toEqual(one.derive('access-tokens'));
  expect(one.derive('email-index', 64)).toHaveLength(64);
});

test('it comes from the file, else from the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-secret-'));
  const file = join(folder, 'secret');
  writeFileSync(file, text);
  const expected = new RootSecret(text).derive('receipts');
  expect(readSecret({ LYCEUM_SECRET_FILE: file }).derive('receipts')).toEqual(expected);
  expect(readSecret({ LYCEUM_SECRET: text }).derive('receipts')).toEqual(expected);
  rmSync(folder, { recursive: true });
});

test.each([
  ['nothing is given', {}, /^No root secret: set LYCEUM_SECRET_FILE/],
  ['the file is missing', { LYCEUM_SECRET_FILE: '/nowhere/at/all' }, /^The root secret cannot be read: ENOENT/],
  ['it is too short', { LYCEUM_SECRET: 'c2hvcnQ=' }, /^The root secret must be 32 bytes/],
  ['it is no base64', { LYCEUM_SECRET: `${text}!` }, /^The root secret must be 32 bytes/],
])('it says in one line when %s', (_, env, message) => {
  expect(() => readSecret(env)).toThrow(SecretMissing);
  expect(() => readSecret(env)).toThrow(message);
});

test('it does not print', () => {
  expect(inspect(new RootSecret(text), { showHidden: true })).not.toContain('05 05');
  expect(JSON.stringify(new RootSecret(text))).toBe('{}');
});
