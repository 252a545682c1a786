import { expect, test } from 'vitest';
import { id, at, history, rowsOf } from '../testing/history.ts';
import { registered, rolesChanged } from '../testing/facts.ts';
import { people } from './projection.ts';

const ann = id(1);

test('a person has the roles that were given and not taken away', () => {
  const rows = rowsOf(
    people,
    history(registered(ann), rolesChanged(ann, ['student', 'instructor']), rolesChanged(ann, ['admin'], ['student'])),
  );
  expect(rows.get(ann)).toMatchObject({ name: 'Ann Smith', email: 'ann@example.org', roles: ['instructor', 'admin'], registeredAt: at(0) });
});

test('the words of names and addresses are found in any script, in lower case', () => {
  const rows = rowsOf(people, history(registered(ann, 'Зоряна ÄNNCHEN-Li', 'z.l@example.org')));
  expect(rows.get(ann)?.words).toEqual(['зоряна', 'ännchen', 'li', 'z', 'l', 'example', 'org']);
  expect(rows.get(ann)?.sort).toBe('зоряна ännchen-li');
});

test('a forgotten person keeps a row without name and address', () => {
  expect(rowsOf(people, history(registered(ann, null, null))).get(ann)).toMatchObject({ name: null, email: null, words: [], sort: '' });
});

test('the person and the admins see the row, without what only searches need', () => {
  const row = rowsOf(people, history(registered(ann))).get(ann);
  const views = row ? people.views(row) : [];
  expect(views.map(({ room, audience }) => [room, audience])).toEqual([
    ['admin', 'staff'],
    [`person:${ann}`, 'member'],
  ]);
  expect(Object.keys(views[0]?.row ?? {})).toEqual(['personId', 'name', 'email', 'timeZone', 'roles', 'registeredAt']);
});

test('roles of somebody who never registered cannot be folded', () => {
  expect(() => rowsOf(people, history(rolesChanged(ann, ['student'])))).toThrow('never registered');
});
