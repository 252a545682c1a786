import { setTimeout as pause } from 'node:timers/promises';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterMongo } from 'rate-limiter-flexible';
import { Refused } from '../deciding/refused.ts';
import { READ_STORE } from '../stores/tokens.ts';

/** Failed tries that are free within the span: for one e-mail address from one place, and for a whole place, such as a school. */
const FREE = { person: 10, place: 300 };
const SPAN_SECONDS = 15 * 60;
/** Beyond that, tries wait for their turn; the turns get further apart, in milliseconds, with each further failure. */
const GAP = { first: 1000, more: 100, most: 10_000, place: 250 };
/** So many tries may wait for a turn; more are sent away. */
const MOST_WAITING = 3;

const COLLECTION = 'sign-in-tries';

/**
 * Limits failed tries to sign in. The right password is never refused for the failures of others: from another place it is not even
 * slowed, and from the same place it waits for its turn. What is beyond the limit is checked so seldom that guessing leads nowhere.
 * Failures are counted in the read store, for all backends; while that is away each counts for itself.
 */
@Injectable()
export class SignInLimit {
  private readonly person: RateLimiterMongo;
  private readonly place: RateLimiterMongo;
  private readonly turns = new LRUCache<string, number>({ max: 10_000, ttl: SPAN_SECONDS * 1000 });
  private indexed: Promise<void> | undefined;

  constructor(@Inject(READ_STORE) private readonly reads: ReadStore) {
    this.person = this.counter('person', FREE.person);
    this.place = this.counter('place', FREE.place);
  }

  /**
   * Runs `check`, which gives undefined for a wrong password, when it may.
   * @throws Refused
   */
  async limited<T>(person: string, place: string, check: () => Promise<T | undefined>): Promise<T> {
    const key = `${person} ${place}`;
    const [byPerson, byPlace] = await Promise.all([failures(this.person, key), failures(this.place, place)]);
    const gap = gapOf(byPerson, byPlace);
    if (gap > 0) await this.turn(byPerson >= FREE.person ? key : place, gap);
    const right = await check();
    if (right !== undefined) {
      if (byPerson > 0) await this.person.delete(key).catch(() => false);
      return right;
    }
    await this.count(key, place);
    throw gap > 0 ? tooMany(gap) : new Refused({ code: 'wrong-credentials' });
  }

  private async turn(key: string, gap: number): Promise<void> {
    const now = performance.now();
    const next = Math.max(now, this.turns.get(key) ?? 0);
    if (next - now > MOST_WAITING * gap) throw tooMany(next - now);
    this.turns.set(key, next + gap);
    await pause(next - now);
  }

  private async count(key: string, place: string): Promise<void> {
    this.indexed ??= this.person.createIndexes().catch(() => {
      this.indexed = undefined;
    });
    await this.indexed;
    await Promise.all([this.person.penalty(key), this.place.penalty(place)]);
  }

  private counter(keyPrefix: string, points: number): RateLimiterMongo {
    const options = { keyPrefix, points, duration: SPAN_SECONDS };
    return new RateLimiterMongo({
      ...options,
      storeClient: this.reads.db.client,
      dbName: this.reads.db.databaseName,
      tableName: COLLECTION,
      disableIndexesCreation: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  }
}

const failures = async (counter: RateLimiterMongo, key: string): Promise<number> => (await counter.get(key))?.consumedPoints ?? 0;

/** How far apart tries are to be, in milliseconds; 0 within the limit. */
export function gapOf(byPerson: number, byPlace: number): number {
  if (byPerson >= FREE.person) return Math.min(GAP.most, GAP.first + (byPerson - FREE.person) * GAP.more);
  return byPlace >= FREE.place ? GAP.place : 0;
}

const tooMany = (milliseconds: number) => new Refused({ code: 'too-many-requests', more: { retryAfter: Math.ceil(milliseconds / 1000) } });
