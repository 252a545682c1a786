import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { Refused } from '../deciding/refused.ts';

const MOST_KNOWN = 10_000;

/** Makes tries wait for their turn, by key. */
export class Turns {
  private readonly next: LRUCache<string, number>;

  /** A key that nobody asked for is forgotten after `seconds`. */
  constructor(seconds: number) {
    this.next = new LRUCache({ max: MOST_KNOWN, ttl: seconds * 1000 });
  }

  /** Waits for the next turn of the key; turns are `gap` milliseconds apart. @throws Refused where more than `mostWaiting` wait already */
  async take(key: string, gap: number, mostWaiting: number): Promise<void> {
    const now = performance.now();
    const next = Math.max(now, this.next.get(key) ?? 0);
    if (next - now > mostWaiting * gap) throw tooMany(next - now);
    this.next.set(key, next + gap);
    await pause(next - now);
  }
}

export const tooMany = (milliseconds: number) =>
  new Refused({ code: 'too-many-requests', more: { retryAfter: Math.ceil(milliseconds / 1000) } });
