import type { FactLine } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { figureChain } from './chain.ts';

const line = (type: string, values: FactLine['values'], by: FactLine['by'] = null): FactLine => ({
  id: '00000000-0000-7000-8000-000000000001',
  type,
  at: '2026-03-02T09:00:00.000Z',
  recorded: '2026-03-02T09:00:00.000Z',
  by,
  stream: 'roster-1',
  revision: 0,
  position: '1',
  values,
});
const ann = { person: 'Ann', personId: 'a' };

test('a figure is stepped back through its facts', () => {
  const items = [
    line('enrolments.StudentEnrolled.v1', { ...ann, course: 'Steel', again: false, change: 1 }),
    line('enrolments.StudentLeft.v1', { ...ann, course: 'Steel', change: -1 }),
    line('enrolments.StudentEnrolled.v1', { ...ann, course: 'Steel', again: true, change: 1 }),
  ];
  const chain = figureChain({ value: 1252, facts: 1300, items }, 'enrolments');
  expect([3, 2, 1, 0].map((count) => chain.valueAt(count))).toEqual(['1,252', '1,251', '1,252', '1,251']);
  expect(chain.earlier).toBe(1297);
  expect(chain.facts.map((fact) => chain.sentence(fact, 'UTC'))).toEqual([
    'Ann enrolled in “Steel”.',
    'Ann left “Steel”.',
    'Ann came back to “Steel”.',
  ]);
});

test.each([
  [{ personId: 'r', name: 'Root' }, 1, 'Root gave Ann the role Admin.'],
  [{ personId: 'r', name: null }, -1, 'A forgotten person took the role Admin from Ann.'],
  [{ personId: 'a', name: 'Ann' }, 1, 'Ann joined with the role Admin.'],
  [null, 1, 'Ann joined with the role Admin.'],
  [{ personId: 'a', name: 'Ann' }, -1, 'Ann gave up the role Admin.'],
])('a role changed by %o by %i: %s', (by, change, said) => {
  const fact = line('accounts.RolesChanged.v1', { ...ann, change }, by);
  expect(figureChain({ value: 1, facts: 1, items: [fact] }, 'people:admin').sentence(fact, 'UTC')).toBe(said);
});
