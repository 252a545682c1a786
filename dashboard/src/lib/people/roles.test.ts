import { ROLES as ALL } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { emailsIn, ROLES, toggled } from './roles.ts';

test('the roles are those of the academy', () => expect(ROLES).toEqual(ALL));

test('a role comes and goes', () => {
  expect(toggled(['student'], 'admin')).toEqual(['student', 'admin']);
  expect(toggled(['student', 'admin'], 'student')).toEqual(['admin']);
});

test('addresses are found in what people paste', () => {
  expect(emailsIn('Ann Lee <Ann@X.org>; bob@y.org,\n"bob@y.org"\tnobody')).toEqual(['ann@x.org', 'bob@y.org']);
  expect(emailsIn('')).toEqual([]);
});
