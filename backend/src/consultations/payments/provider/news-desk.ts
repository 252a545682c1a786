import { createHmac, timingSafeEqual } from 'node:crypto';
import { RootSecret } from '@lyceum/stores';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../../api/clock.ts';
import { firstTry } from '../../../deciding/context.ts';
import { Log } from '../../../log.ts';
import { SettlePayment } from '../settle-payment.ts';
import { bookingOf } from './provider.ts';

/** How old a signature may be, in milliseconds: what somebody has overheard is soon worth nothing. */
const FRESH = 5 * 60_000;

/**
 * Takes what the provider tells of charges. It is only a reason to ask: what became of a charge the provider says itself, so that news that
 * come twice, late or from somebody else have no effect of their own.
 */
@Injectable()
export class ProviderNewsDesk implements OnApplicationShutdown {
  private readonly key: Buffer;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly logger: Log,
    secret: RootSecret,
  ) {
    this.key = secret.derive('payment-news');
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** The header `Lyceum-Signature` of news about a charge: when it was signed, in milliseconds, and the keyed hash. */
  sign(key: string, at = this.clock.time()): string {
    return `t=${at},v1=${createHmac('sha256', this.key).update(`${at}.${key}`).digest('hex')}`;
  }

  isSigned(key: string, signature: string): boolean {
    const [, at] = /^t=([1-9]\d{0,14}),v1=[0-9a-f]{64}$/.exec(signature) ?? [];
    if (at === undefined || Math.abs(this.clock.time() - Number(at)) > FRESH) return false;
    return timingSafeEqual(Buffer.from(this.sign(key, Number(at))), Buffer.from(signature));
  }

  async take(key: string): Promise<void> {
    await this.commands.execute(new SettlePayment(firstTry(null, this.clock.now()), bookingOf(key)));
  }

  /** For the imitated provider, which is in this very process. */
  tellLater(key: string, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.take(key).catch((err: unknown) => this.logger.warn({ err }, 'News of a payment could not be taken: the clock will ask'));
    }, milliseconds);
    this.timers.add(timer);
  }
}
