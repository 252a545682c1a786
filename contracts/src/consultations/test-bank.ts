import type { Fact } from '../fact.ts';
import type { Instant } from '../values.ts';
import type { Money } from './money.ts';

/**
 * What the imitated payment provider remembers: streams `testbank-ID`, an id derived from the key that it was asked under. They are not the
 * academy's, which looks into a real provider's books as little, and no read model sees them.
 */
export type TestBankEvent =
  | Fact<'testbank.CardCharged.v1', { key: string; amount: Money; outcome: 'captured' | 'declined'; reason: string; settles: Instant }>
  | Fact<'testbank.MoneyReturned.v1', { key: string; chargeId: string; amount: Money }>;

/** Cards of the imitated provider, by what they do. */
export const TEST_CARDS = {
  pays: '4242424242424242',
  declined: '4000000000000002',
  /** Says after some seconds that it pays. */
  slow: '4000000000000077',
  /** Says that it pays, and says it twice more. */
  twice: '4000000000000101',
} as const;
