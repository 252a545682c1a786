import type { PersonEvent, SessionEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { decide } from './change-password.ts';
import { people } from './person.ts';
import { holds, sessions } from './session.ts';

const EXPIRES = '2026-03-01T10:00:00.000Z';

const registered: PersonEvent[] = [
  { type: 'accounts.PersonRegistered.v2', data: { personId: 'ann', name: 'Ann', email: 'ann@example.org', timeZone: 'UTC' } },
  { type: 'accounts.PasswordSet.v1', data: { personId: 'ann', hash: 'old' } },
];
const changed = (sessionId: string): PersonEvent => ({
  type: 'accounts.PasswordChanged.v1',
  data: { personId: 'ann', hash: 'new', sessionId },
});
const to = { hash: 'new', sessionId: 's' };

test('a password is changed from the one that was right', () => {
  given(people, ...registered)
    .when((person) => decide(person, 'old', to))
    .then(changed('s'));
});

test('of two changes at once the second finds another password', () => {
  given(people, ...registered, changed('s'))
    .when((person) => decide(person, 'old', to))
    .refused('invalid-input');
});

describe('a session', () => {
  const session = (sessionId: string, password?: number) =>
    [
      {
        type: 'accounts.SessionStarted.v1',
        data: { sessionId, personId: 'ann', tokenHash: '', device: null, expires: EXPIRES, ...(password !== undefined && { password }) },
      } satisfies SessionEvent,
      { type: 'accounts.SessionRefreshed.v1', data: { sessionId, tokenHash: '', expires: EXPIRES } } satisfies SessionEvent,
    ].reduce(sessions.evolve, sessions.initial);
  const ann = (...facts: PersonEvent[]) => [...registered, ...facts].reduce(people.evolve, people.initial);

  test('holds as long as the password does that it began with, whatever any clock says', () => {
    expect([holds(session('s'), ann()), holds(session('s', 0), ann())]).toEqual([true, true]);
    expect([holds(session('s'), ann(changed('here'))), holds(session('s', 0), ann(changed('here')))]).toEqual([false, false]);
    expect([holds(session('here', 0), ann(changed('here'))), holds(session('s', 1), ann(changed('here')))]).toEqual([true, true]);
    expect([
      holds(session('here', 0), ann(changed('here'), changed('s'))),
      holds(session('s', 1), ann(changed('here'), changed('s'))),
    ]).toEqual([false, true]);
  });

  test('of nobody holds nothing', () => {
    const forgotten: PersonEvent = {
      type: 'accounts.PersonRegistered.v2',
      data: { personId: 'ann', name: null, email: null, timeZone: 'UTC' },
    };
    expect([holds(session('s', 0), people.initial), holds(session('s', 0), ann(forgotten)), holds(sessions.initial, ann())]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
