import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../api/counter.ts';
import { Refused } from '../deciding/refused.ts';
import { READ_STORE } from '../stores/tokens.ts';
import { tooMany, Turns } from './turns.ts';

/** Failed tries that are free within the span: for one e-mail address from one place, and for a whole place, such as a school. */
const FREE = { person: 10, place: 300 };
const TRIES = 'sign-in-tries';
const SPAN_SECONDS = 15 * 60;
/** Beyond that, tries wait for their turn; the turns get further apart, in milliseconds, with each further failure. */
const GAP = { first: 1000, more: 100, most: 10_000, place: 250 };
/** So many tries may wait for a turn; more are sent away. A place may be a whole school. */
const MOST_WAITING = { person: 3, place: 80 };

/**
 * Limits failed tries to sign in. The right password is never refused for the failures of others: from another place it is not even
 * slowed, and from the same place it waits for its turn. What is beyond the limit is checked so seldom that guessing leads nowhere.
 */
@Injectable()
export class SignInLimit {
  private readonly person: Counter;
  private readonly place: Counter;
  /** Tries that are being checked, by key: each may turn out to be a failure. */
  private readonly underWay = new Map<string, number>();
  private readonly turns = new Turns(SPAN_SECONDS);

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.person = new Counter(reads, TRIES, 'person', SPAN_SECONDS);
    this.place = new Counter(reads, TRIES, 'place', SPAN_SECONDS);
  }

  /**
   * Runs `check`, which gives undefined for a wrong password, when it may.
   * @throws Refused
   */
  async limited<T>(person: string, place: string, check: () => Promise<T | undefined>): Promise<T> {
    const key = `${person} ${place}`;
    const leave = [this.enter(key), this.enter(place)];
    try {
      const failures = { person: await this.failures(this.person, key), place: await this.failures(this.place, place) };
      const gap = gapOf(failures.person, failures.place);
      if (gap > 0)
        await (failures.person >= FREE.person
          ? this.turns.take(key, gap, MOST_WAITING.person)
          : this.turns.take(place, gap, MOST_WAITING.place));
      const right = await check();
      if (right !== undefined) {
        if (failures.person > 0) await this.person.forget(key);
        return right;
      }
      await Promise.all([this.person.count(key), this.place.count(place)]);
      throw gap > 0 ? tooMany(gap) : new Refused({ code: 'wrong-credentials' });
    } finally {
      for (const end of leave) end();
    }
  }

  private enter(key: string): () => void {
    this.underWay.set(key, (this.underWay.get(key) ?? 0) + 1);
    return () => {
      const left = (this.underWay.get(key) ?? 1) - 1;
      if (left === 0) this.underWay.delete(key);
      else this.underWay.set(key, left);
    };
  }

  /** Failures there were and, at worst, will be by the time this try is checked; the try itself is not one of them yet. */
  private async failures(tries: Counter, key: string): Promise<number> {
    const others = (this.underWay.get(key) ?? 1) - 1;
    return others + (await tries.counted(key));
  }
}

/** How far apart tries are to be, in milliseconds; 0 within the limit. */
export function gapOf(byPerson: number, byPlace: number): number {
  if (byPerson >= FREE.person) return Math.min(GAP.most, GAP.first + (byPerson - FREE.person) * GAP.more);
  return byPlace >= FREE.place ? GAP.place : 0;
}
