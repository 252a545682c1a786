import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Refused } from '../deciding/refused.ts';

/** argon2id with 19 MiB and two passes, the parameters that OWASP recommends; about 25 ms of a core off the main thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** So many at once keep every thread of the pool busy; each holds 19 MiB. */
const AT_ONCE = 4;
const MOST_WAITING = 2000;

/** Hashes passwords and compares them, a few at a time. */
@Injectable()
export class Passwords {
  private working = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** Whether the password is right. Costs the same where there is no hash to compare with. */
  async matches(known: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('nobody has this password');
    const against = known ?? (await this.decoy);
    const right = await this.inTurn(() => verify(against, password));
    return right && known !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.working >= AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING) throw new Refused({ code: 'too-many-requests', more: { retryAfter: 5 } });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.working++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.working--;
    }
  }
}
