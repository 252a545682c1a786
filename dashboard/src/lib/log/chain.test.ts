import type { LoggedFact } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { linked } from './chain.ts';

const fact = (id: string, causationId: string) => ({ id, causationId }) as LoggedFact;
const shown = (...chain: readonly LoggedFact[]) => linked(chain).map(({ fact: { id }, depth }) => `${'>'.repeat(depth)}${id}`);

test('what a fact caused stands below it, what a command brought side by side', () => {
  expect(shown(fact('asked', 'request'), fact('booked', 'request'), fact('mailed', 'booked'), fact('sent', 'mailed'))).toEqual([
    'asked',
    'booked',
    '>mailed',
    '>>sent',
  ]);
});

test('a fact that something else wrote as its own cause begins a chain', () => {
  expect(shown(fact('own', 'own'), fact('next', 'own'))).toEqual(['own', '>next']);
  expect(shown()).toEqual([]);
});
