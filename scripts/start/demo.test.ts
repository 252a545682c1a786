import { expect, test } from 'vitest';
import { describeLogins, loginsOf } from './demo.ts';

const ada = { role: 'student', email: 'ada@demo.example', password: 'secret-1' };

test('the logins are in the line that begins so, and nowhere else', () => {
  expect(loginsOf(JSON.stringify({ logins: [ada] }))).toEqual([ada]);
  expect(loginsOf('loaded 300 of 900 events')).toBeNull();
  expect(loginsOf('{"logins":[{"role":"student"}]}')).toBeNull();
  expect(loginsOf('{"logins":[{"role"')).toBeNull();
});
test('they stand in columns', () => {
  const inge = { role: 'instructor', email: 'inge@demo.example', password: 'secret-2' };
  expect(describeLogins([ada, inge])).toEqual(['  student     ada@demo.example   secret-1', '  instructor  inge@demo.example  secret-2']);
});
