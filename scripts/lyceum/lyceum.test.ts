import type { Rebuild } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { progressText } from './bar.ts';
import { find, help } from './commands.ts';
import { differenceText } from './rebuilds.ts';
import { textTable } from './text-table.ts';

describe('a command', () => {
  test('is found by its words, and takes those after them', () => {
    expect(find(['projections', 'rebuild', 'courses'])).toMatchObject({ command: { name: 'projections rebuild' }, rest: ['courses'] });
    expect(find(['projections', 'parked', 'courses'])).toMatchObject({ command: { name: 'projections parked' }, rest: ['courses'] });
    expect(find(['projections', 'fly'])).toBeUndefined();
    expect(find([])).toBeUndefined();
  });

  test('is in the help, with what it takes', () => {
    expect(help()).toMatch(/projections swap NAME \[REBUILD\] +Put the rebuilt rows/);
    expect(help(find(['parked', 'skip'])?.command)).not.toContain('projections');
  });

  test('has flags that are known', () => {
    const { words, flags } = readArguments(['projections', 'rebuild', 'courses', '--from', '640', '--no-wait', '--json']);
    expect([words, { ...flags }]).toEqual([['projections', 'rebuild', 'courses'], { from: '640', wait: false, json: true }]);
    expect(() => readArguments(['--sideways'])).toThrow(/sideways/);
  });
});

test('how far a rebuild is', () => {
  const rebuild = { step: 'reading', done: 250, total: 1000, rate: 100, secondsLeft: 7.5 } as Rebuild;
  expect(progressText('courses', rebuild)).toBe(
    'courses [########......................] 25 % · reading · 250 of 1000 events · 100/s, 8 s left',
  );
  expect(progressText('courses', { ...rebuild, step: null, total: 0, done: 0 })).toMatch(/ 0 % · waiting/);
});

test('what would change, with both sides of a row', () => {
  const samples = [
    { kind: 'changed', key: 'a', before: { n: 1 }, after: { n: 2 } },
    { kind: 'removed', key: 'b', before: { n: 3 }, after: null },
  ] as const;
  expect(differenceText({ added: 0, removed: 1, changed: 1, position: '640', samples: [...samples] }).split('\n')).toEqual([
    '0 added, 1 removed, 1 changed (compared at position 640)',
    'changed a',
    '  - {"n":1}',
    '  + {"n":2}',
    'removed b',
    '  - {"n":3}',
  ]);
});

test('figures stand right, words left', () => {
  expect(
    textTable(
      ['NAME', 'ROWS'],
      [
        ['courses', 12],
        ['people', 3],
      ],
    ),
  ).toBe('NAME     ROWS\ncourses    12\npeople      3');
});
