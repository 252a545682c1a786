import { MOST_SYSTEM_KEYS, type SystemKeyEvent } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { make, systemKeys, SystemSecrets, withdraw } from './system-keys.ts';

const at = '2026-03-02T10:00:00.000Z';
const made = (keyId: string): SystemKeyEvent => ({ type: 'accounts.SystemKeyMade.v1', data: { keyId, name: 'Library', at } });
const withdrawn = (keyId: string): SystemKeyEvent => ({ type: 'accounts.SystemKeyWithdrawn.v1', data: { keyId } });

test('a key is good from when it is made until it is withdrawn', () => {
  given(systemKeys)
    .when((known) => make(known, 'a', 'Library', at))
    .then(made('a'));
  given(systemKeys, made('a'))
    .when((known) => make(known, 'a', 'Library', at))
    .nothing();
  given(systemKeys, made('a'))
    .when((known) => withdraw(known, 'a'))
    .then(withdrawn('a'));
  given(systemKeys, made('a'), withdrawn('a'))
    .when((known) => withdraw(known, 'a'))
    .nothing();
});

test('there are not more of them than can be looked over', () => {
  const all = Array.from({ length: MOST_SYSTEM_KEYS }, (_, n) => made(String(n)));
  given(systemKeys, ...all)
    .when((known) => make(known, 'a', 'Library', at))
    .refused('too-many-system-keys');
});

test('a secret is of its key alone', () => {
  const secrets = new SystemSecrets(new RootSecret(Buffer.alloc(32, 7).toString('base64')));
  expect([secrets.matches('a', secrets.of('a')), secrets.matches('b', secrets.of('a')), secrets.matches('a', '')]).toEqual([
    true,
    false,
    false,
  ]);
});
