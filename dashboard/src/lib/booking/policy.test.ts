import { expect, test } from 'vitest';
import { policyNow } from './policy.ts';

const terms = {
  as: 'student' as const,
  phase: 'confirmed' as const,
  price: { amount: 4000, currency: 'EUR' },
  freeUntil: '2027-03-01T09:00:00.000Z',
  lateRefund: 25,
};
const at = (time: string) => Date.parse(`2027-03-01T${time}:00Z`);

test('before the time all is paid back, after it what the policy says', () => {
  expect(policyNow(terms, at('08:59'), 'UTC')).toMatch(/costs you nothing until 1 Mar 2027, 09:00 UTC. All of the price, €40/);
  expect(policyNow(terms, at('09:01'), 'UTC')).toMatch(/was over at .*: €10 is paid back/);
  expect(policyNow({ ...terms, lateRefund: 0 }, at('09:01'), 'UTC')).toMatch(/nothing is paid back/);
});

test('an instructor who calls it off pays all back, and what was not agreed on costs nothing; what was free or not confirmed needs no word', () => {
  expect(policyNow({ ...terms, as: 'instructor' }, at('09:01'), 'UTC')).toBe('All of the price, €40, is paid back.');
  expect(policyNow({ ...terms, phase: 'requested' }, at('09:01'), 'UTC')).toBe('All of the price, €40, is paid back.');
  expect(policyNow({ ...terms, price: null }, at('09:01'), 'UTC')).toBeNull();
  expect(policyNow({ ...terms, phase: 'held' }, at('09:01'), 'UTC')).toBeNull();
});
