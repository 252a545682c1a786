import type { PersonEvent, Role } from '@lyceum/contracts';
import { describe, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { changeRoles } from './roles.ts';
import { people } from './person.ts';
import { decide as register } from './register.ts';

const registered: PersonEvent = {
  type: 'accounts.PersonRegistered.v2',
  data: { personId: 'ann', name: 'Ann', email: 'ann@example.org', timeZone: 'UTC' },
};
const changed = (added: readonly Role[], removed: readonly Role[] = []): PersonEvent => ({
  type: 'accounts.RolesChanged.v1',
  data: { personId: 'ann', added, removed },
});

describe('changing roles', () => {
  test('only what is new is added and only what is there is taken', () => {
    given(people, registered, changed(['student']))
      .when((person) => changeRoles(person, { add: ['student', 'instructor', 'instructor'], remove: ['admin'] }))
      .then(changed(['instructor']));
    given(people, registered, changed(['student', 'admin']))
      .when((person) => changeRoles(person, { add: [], remove: ['admin', 'operator'] }))
      .then(changed([], ['admin']));
  });

  test('what is so already changes nothing', () => {
    given(people, registered, changed(['student']))
      .when((person) => changeRoles(person, { add: ['student'], remove: ['admin'] }))
      .nothing();
  });

  test('taking wins over giving the same role', () => {
    given(people, registered, changed(['admin']))
      .when((person) => changeRoles(person, { add: ['admin'], remove: ['admin'] }))
      .then(changed([], ['admin']));
  });

  test('nobody is there to change', () => {
    given(people)
      .when((person) => changeRoles(person, { add: ['admin'], remove: [] }))
      .refused('person-not-found');
  });
});

describe('registering', () => {
  const registration = {
    personId: 'ann',
    email: 'ann@example.org',
    name: 'Ann',
    hash: 'hash',
    timeZone: 'UTC',
    roles: ['student'] as const,
  };

  test('a person with a password and the role of a student', () => {
    given(people)
      .when((person) => register(person, registration))
      .then(registered, { type: 'accounts.PasswordSet.v1', data: { personId: 'ann', hash: 'hash' } }, changed(['student']));
  });

  test('an address that somebody is registered with is taken', () => {
    given(people, registered)
      .when((person) => register(person, registration))
      .refused('email-taken');
  });
});
