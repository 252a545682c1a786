import { Refused } from '../deciding/refused.ts';

/** Messages that a client may send at once, and a second from then on. */
const BURST = 100;
const PER_SECOND = 20;

/** How much more a connection may ask for now. */
export class Allowance {
  private tokens: number;
  private counted = performance.now();

  constructor(
    private readonly burst = BURST,
    private readonly perSecond = PER_SECOND,
  ) {
    this.tokens = burst;
  }

  /** @throws Refused where it was too much */
  spend(): void {
    const now = performance.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.counted) / 1000) * this.perSecond);
    this.counted = now;
    if (this.tokens >= 1) this.tokens--;
    else throw new Refused({ code: 'too-many-requests', more: { retryAfter: 1 } });
  }
}
