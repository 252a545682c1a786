import { instant, type PersonEvent, type SessionEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { decide } from './change-password.ts';
import { people } from './person.ts';
import { holds, sessions } from './session.ts';
import { SESSION_MS } from './tokens.ts';

const BEGIN = Date.parse('2026-03-01T10:00:00.000Z');
const at = (minute: number) => instant(BEGIN + minute * 60_000);

const registered: PersonEvent[] = [
  { type: 'accounts.PersonRegistered.v2', data: { personId: 'ann', name: 'Ann', email: 'ann@example.org', timeZone: 'UTC' } },
  { type: 'accounts.PasswordSet.v1', data: { personId: 'ann', hash: 'old' } },
];
const changed = (minute: number, sessionId: string): PersonEvent => ({
  type: 'accounts.PasswordChanged.v1',
  data: { personId: 'ann', hash: 'new', at: at(minute), sessionId },
});
const to = { hash: 'new', at: at(5), sessionId: 's' };

test('a password is changed from the one that was right', () => {
  given(people, ...registered)
    .when((person) => decide(person, 'old', to))
    .then(changed(5, 's'));
});

test('of two changes at once the second finds another password', () => {
  given(people, ...registered, changed(4, 's'))
    .when((person) => decide(person, 'old', to))
    .refused('invalid-input');
});

describe('a session', () => {
  const session = (sessionId: string, minute: number) =>
    [
      {
        type: 'accounts.SessionStarted.v1',
        data: { sessionId, personId: 'ann', tokenHash: '', device: null, expires: instant(BEGIN + minute * 60_000 + SESSION_MS) },
      } satisfies SessionEvent,
      { type: 'accounts.SessionRefreshed.v1', data: { sessionId, tokenHash: '', expires: at(60) } } satisfies SessionEvent,
    ].reduce(sessions.evolve, sessions.initial);
  const ann = (...facts: PersonEvent[]) => [...registered, ...facts].reduce(people.evolve, people.initial);

  test('holds as long as the password does that it began with', () => {
    expect([holds(session('s', 1), ann()), holds(session('s', 1), ann(changed(5, 'here')))]).toEqual([true, false]);
    expect([holds(session('here', 1), ann(changed(5, 'here'))), holds(session('s', 5), ann(changed(5, 'here')))]).toEqual([true, true]);
    expect(holds(session('here', 1), ann(changed(5, 'here'), changed(6, 'elsewhere')))).toBe(false);
  });

  test('of nobody holds nothing', () => {
    const forgotten: PersonEvent = {
      type: 'accounts.PersonRegistered.v2',
      data: { personId: 'ann', name: null, email: null, timeZone: 'UTC' },
    };
    expect([holds(session('s', 1), people.initial), holds(session('s', 1), ann(forgotten)), holds(sessions.initial, ann())]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
