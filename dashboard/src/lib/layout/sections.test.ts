import type { Me } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { barOf, sectionAt, sectionsOf } from './sections.ts';

const person = (...roles: Me['roles']): Me => ({ personId: 'p', email: null, name: null, roles, timeZone: 'UTC' });
const paths = (...roles: Me['roles']) => sectionsOf(person(...roles)).map(({ path }) => path);

test('each role has its own places, several roles have all of theirs', () => {
  expect(sectionsOf(null).map(({ path }) => path)).toEqual(['/', '/instructors', '/courses']);
  expect(paths('student')).toEqual(['/', '/learn', '/webinars', '/consultations', '/courses']);
  expect(paths('operator')).toEqual([
    '/',
    '/people',
    '/events',
    '/projections',
    '/parked',
    '/health',
    '/automation',
    '/backups',
    '/media',
    '/mailbox',
    '/webinars',
    '/instructors',
    '/courses',
  ]);
  expect(paths('student', 'instructor')).toEqual([
    '/',
    '/learn',
    '/teach',
    '/gradebook',
    '/calendar',
    '/webinars',
    '/consultations',
    '/courses',
  ]);
});

test('a phone has room for five, or for four and the way to the rest', () => {
  const bar = (...roles: Me['roles']) => {
    const { shown, more } = barOf(sectionsOf(person(...roles)));
    return [shown.length, more.map(({ path }) => path)];
  };
  expect(bar('student')).toEqual([5, []]);
  expect(bar('instructor')).toEqual([4, ['/webinars', '/consultations', '/courses']]);
  expect(bar('operator')).toEqual([
    4,
    ['/parked', '/health', '/automation', '/backups', '/media', '/mailbox', '/webinars', '/instructors', '/courses'],
  ]);
});

test.each([
  ['/', '/'],
  ['/courses/1', '/courses'],
  ['/instructors/1', '/consultations'],
  ['/clients/1', '/calendar'],
  ['/bookings/1/move', '/consultations'],
  ['/courses/1/gradebook', '/gradebook'],
  ['/courses/1/gradebook/settings', '/gradebook'],
  ['/courses/1/grades', '/learn'],
  ['/courses/1/edit', '/teach'],
  ['/courses/1/activity', '/teach'],
  ['/courses/1/bank', '/teach'],
  ['/courses/1/analytics', '/teach'],
  ['/courses/1/analytics/people/2', '/teach'],
  ['/activity', '/learn'],
  ['/quizzes/1/import', '/teach'],
  ['/attempts/1/result', '/learn'],
  ['/sign-in', undefined],
])('%s lies in %s', (pathname, section) => {
  expect(sectionAt(sectionsOf(person('student', 'instructor')), pathname)?.path).toBe(section);
});

test('without the section of its own a page lies in the one of its address', () => {
  expect(sectionAt(sectionsOf(person('admin')), '/courses/1/gradebook')?.path).toBe('/courses');
});

test('the page of a course lies where its reader has it', () => {
  const at = (teaches: boolean, enrolled: boolean) =>
    sectionAt(sectionsOf(person('student', 'instructor')), '/courses/1', { teaches, enrolled })?.path;
  expect([at(true, false), at(false, true), at(false, false)]).toEqual(['/teach', '/learn', '/courses']);
});
