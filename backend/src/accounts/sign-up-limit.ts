import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../api/counter.ts';
import { Refused } from '../deciding/refused.ts';
import { READ_STORE } from '../stores/tokens.ts';
import { placeOf } from './place.ts';
import { Turns } from './turns.ts';

/** So often may a place be told within the span that an address is taken: a whole class that signs up a second time. */
const FREE = 60;
const SPAN_SECONDS = 15 * 60;
/** Beyond that its sign-ups are let through one after the other, so many milliseconds apart; more than so many are sent away. */
const GAP = 1000;
const MOST_WAITING = 20;

/**
 * Keeps people from finding out by signing up who has an account: whoever is told again and again that an address is taken has to wait.
 * Sign-ups that come to something are never counted.
 */
@Injectable()
export class SignUpLimit {
  private readonly taken: Counter;
  private readonly turns = new Turns(SPAN_SECONDS);

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.taken = new Counter(reads, 'sign-up-tries', 'place', SPAN_SECONDS);
  }

  /** Runs `register`, which was asked for from `address`, when it may. @throws Refused */
  async limited<T>(address: string, register: () => Promise<T>): Promise<T> {
    const place = placeOf(address);
    if ((await this.taken.counted(place)) >= FREE) await this.turns.take(place, GAP, MOST_WAITING);
    try {
      return await register();
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'email-taken') await this.taken.count(place);
      throw error;
    }
  }
}
