import type { ReadStore } from '@lyceum/stores';
import { Refused } from '../deciding/refused.ts';
import { RateLimiterMemory, RateLimiterMongo, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** While the read store is away it is not asked again for so long, in milliseconds. */
const AWAY = 5000;

/** Counts by key in the read store, for all backends; while that is away each backend counts for itself. */
export class Counter {
  private readonly shared: RateLimiterMongo;
  private readonly own: RateLimiterMemory;
  private awayUntil = 0;
  private indexed = false;

  /** Counts are kept in `collection` and forgotten after `seconds`. */
  constructor(
    reads: ReadStore,
    collection: string,
    keyPrefix: string,
    private readonly seconds: number,
  ) {
    const options = { keyPrefix, points: Number.MAX_SAFE_INTEGER, duration: seconds };
    this.own = new RateLimiterMemory(options);
    this.shared = new RateLimiterMongo({
      ...options,
      storeClient: reads.db.client,
      dbName: reads.db.databaseName,
      tableName: collection,
      disableIndexesCreation: true,
    });
  }

  async counted(key: string): Promise<number> {
    const own = (await this.own.get(key))?.consumedPoints ?? 0;
    const shared = await this.ask((counter) => counter.get(key));
    return own + (shared?.consumedPoints ?? 0);
  }

  async count(key: string): Promise<void> {
    if (!(await this.ask((counter) => counter.penalty(key)))) await this.own.penalty(key);
  }

  /** Counts one more before it is done, so that many at once are no way round the limit. @throws Refused beyond `most` */
  async within(most: number, key: string, detail: string): Promise<void> {
    await this.count(key);
    if ((await this.counted(key)) > most) throw new Refused({ code: 'too-many-requests', detail, more: { retryAfter: this.seconds } });
  }

  /** Takes one back that turned out to be none. */
  async discount(key: string): Promise<void> {
    if (!(await this.ask((counter) => counter.reward(key)))) await this.own.reward(key);
  }

  async forget(key: string): Promise<void> {
    await this.own.delete(key);
    await this.ask((counter) => counter.delete(key));
  }

  /** What the read store says, or null while it is away. */
  private async ask<T>(question: (counter: RateLimiterAbstract) => Promise<T>): Promise<T | null> {
    if (performance.now() < this.awayUntil) return null;
    try {
      if (!this.indexed) await this.shared.createIndexes();
      this.indexed = true;
      return await question(this.shared);
    } catch {
      this.awayUntil = performance.now() + AWAY;
      return null;
    }
  }
}
