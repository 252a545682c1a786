import { instant, TEST_CARDS, type Card, type Id, type Money, type Recorded, type TestBankEvent } from '@lyceum/contracts';
import { derivedId, WrongRevision, type EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../api/clock.ts';
import { firstTry } from '../../../deciding/context.ts';
import { EVENT_LOG } from '../../../stores/tokens.ts';
import type { Charge } from '../payment.ts';
import { PaymentProvider } from './provider.ts';
import { ProviderNewsDesk } from './news-desk.ts';

/** The seed of the ids of its streams. */
const SEED: Id = '0195a1c2-6f0e-7b3d-9a54-2d8e7c1f4b90';
/** How long the slow card takes, in milliseconds. */
const SLOW = 4000;

/**
 * A provider that is only imitated: which card is typed says what it does. It keeps its books in the event store, so that it remembers a
 * charge also when everything was killed in the middle of it, as a real one does.
 */
@Injectable()
export class TestBank extends PaymentProvider {
  constructor(
    private readonly clock: Clock,
    private readonly desk: ProviderNewsDesk,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {
    super();
  }

  async charge(key: string, amount: Money, card: Card): Promise<Charge> {
    const slow = card.number === TEST_CARDS.slow;
    const pays = slow || card.number === TEST_CARDS.pays || card.number === TEST_CARDS.twice;
    const settles = instant(this.clock.time() + (slow ? SLOW : 0));
    await this.write(key, {
      type: 'testbank.CardCharged.v1',
      data: { key, amount, outcome: pays ? 'captured' : 'declined', reason: pays ? '' : 'The bank declined the card', settles },
    });
    if (slow) this.desk.tellLater(key, SLOW);
    if (card.number === TEST_CARDS.twice) for (const after of [0, 50]) this.desk.tellLater(key, after);
    return (await this.find(key)) ?? { state: 'pending' };
  }

  async find(key: string): Promise<Charge | null> {
    const [fact] = (await this.log.read(this.streamOf(key))) as unknown as readonly Recorded<TestBankEvent>[];
    if (fact?.type !== 'testbank.CardCharged.v1') return null;
    const { outcome, reason, settles } = fact.data;
    if (settles > this.clock.now()) return { state: 'pending' };
    return outcome === 'captured' ? { state: 'captured', chargeId: this.streamOf(key) } : { state: 'declined', reason };
  }

  async refund(key: string, chargeId: string, amount: Money): Promise<void> {
    await this.write(key, { type: 'testbank.MoneyReturned.v1', data: { key, chargeId, amount } });
  }

  /** What was asked under the key before stays as it was. */
  private async write(key: string, fact: TestBankEvent): Promise<void> {
    try {
      await this.log.append(this.streamOf(key), [fact], 'no-stream', firstTry(null, this.clock.now()));
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
    }
  }

  private streamOf(key: string): string {
    return `testbank-${derivedId(SEED, key)}`;
  }
}
