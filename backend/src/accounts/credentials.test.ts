import { RootSecret } from '@lyceum/stores';
import { expect, test } from 'vitest';
import type { Streams } from '../deciding/streams.ts';
import { Credentials } from './credentials.ts';
import { EmailIndex, emails } from './email.ts';
import type { Passwords } from './passwords.ts';
import { people } from './person.ts';
import type { SignInLimit } from './sign-in-limit.ts';

const index = new EmailIndex(new RootSecret(Buffer.alloc(32, 7).toString('base64')));
const ann = {
  phase: 'registered' as const,
  personId: 'ann',
  name: 'Ann',
  email: 'ann@academy.example',
  timeZone: 'UTC',
  roles: [],
  hash: 'hash',
};

/** Signs in with a wrong password; gives what was read, and the hash that the password was compared with. */
async function workFor(email: string): Promise<unknown[]> {
  const work: unknown[] = [];
  const look = async (decider: unknown, id: string) => {
    work.push(decider === emails ? 'an address' : decider === people ? 'a person' : 'something else');
    if (decider === emails) return { state: { owner: id === index.of(ann.email) ? 'ann' : null } };
    return { state: id === 'ann' ? ann : people.initial };
  };
  const matches = async () => {
    work.push('a hash');
    return false;
  };
  const limited = (_key: string, _place: string, check: () => Promise<unknown>) => check();
  await new Credentials(
    { look } as unknown as Streams,
    index,
    { matches } as unknown as Passwords,
    { limited } as unknown as SignInLimit,
  ).check(email, 'a guess', '203.0.113.7');
  return work;
}

test('an address that nobody has makes as much work as one that somebody has', async () => {
  const work = ['an address', 'a person', 'a hash'];
  expect([await workFor(ann.email), await workFor('nobody@academy.example')]).toEqual([work, work]);
});
