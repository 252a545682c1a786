import type { Id } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Seen } from '../../deciding/stream-states.ts';
import { Streams } from '../../deciding/streams.ts';
import { attemptIdOf } from './attempt-id.ts';
import { attempts, type Attempt } from './attempt.ts';

/** An attempt of a student, the last one as far as is known. */
export interface Last {
  readonly number: number;
  readonly seen: Seen<Attempt>;
}

/**
 * Which attempt of a student at a quiz is the last. What this process knows is a lower bound: others may be started elsewhere, which shows
 * when the next one is there already. Attempts are numbered without gaps, so that the last one is then found by looking at ever greater
 * numbers and between the last two of them: a few looks, however many attempts there are.
 */
@Injectable()
export class AttemptNumbers {
  private readonly known = new LRUCache<string, number>({ max: 20_000 });

  constructor(private readonly streams: Streams) {}

  /** The last attempt that is known of, seen anew where it may have been submitted elsewhere. */
  async last(quizId: Id, studentId: Id): Promise<Last | undefined> {
    const number = this.known.get(keyOf(quizId, studentId));
    if (number === undefined) return undefined;
    const attemptId = attemptIdOf(quizId, studentId, number);
    const kept = await this.streams.look(attempts, attemptId, Number.POSITIVE_INFINITY);
    return { number, seen: kept.state.phase === 'submitted' ? kept : await this.streams.look(attempts, attemptId) };
  }

  /** Attempt `number` is there. */
  know(quizId: Id, studentId: Id, number: number): void {
    this.known.set(keyOf(quizId, studentId), number);
  }

  /** The number of the last attempt, `number` being there (0: none is known); what is found is known from then on. */
  async findFrom(quizId: Id, studentId: Id, number: number): Promise<number> {
    const isThere = async (one: number) => (await this.streams.look(attempts, attemptIdOf(quizId, studentId, one))).state.phase !== 'none';
    let there = number;
    let step = 1;
    while (await isThere(there + step)) {
      there += step;
      step *= 2;
    }
    for (let absent = there + step; absent - there > 1;) {
      const middle = Math.floor((there + absent) / 2);
      if (await isThere(middle)) there = middle;
      else absent = middle;
    }
    if (there > 0) this.know(quizId, studentId, there);
    return there;
  }
}

const keyOf = (quizId: Id, studentId: Id): string => `${quizId} ${studentId}`;
