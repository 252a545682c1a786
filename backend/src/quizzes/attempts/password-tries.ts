import type { Id } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from '../../api/counter.ts';
import { Refused } from '../../deciding/refused.ts';
import { READ_STORE } from '../../stores/tokens.ts';

/** So many wrong passwords are free within the span; then one has to wait until they are forgotten. */
const FREE = 10;
const SPAN_SECONDS = 15 * 60;

/** Limits how often a student may guess the password of a quiz. */
@Injectable()
export class PasswordTries {
  private readonly tries: Counter;

  constructor(@Inject(READ_STORE) reads: ReadStore) {
    this.tries = new Counter(reads, 'sign-in-tries', 'quiz-password', SPAN_SECONDS);
  }

  /**
   * Runs `start`, which refuses a wrong password. A try is counted before it is made, so that many at once are no way round the limit.
   * @throws Refused
   */
  async limited<T>(quizId: Id, studentId: Id, start: () => Promise<T>): Promise<T> {
    const key = `${quizId} ${studentId}`;
    await this.tries.count(key);
    if ((await this.tries.counted(key)) > FREE) {
      const detail = 'There were too many wrong passwords: wait a quarter of an hour, or ask who gave you the password.';
      throw new Refused({ code: 'too-many-requests', detail, more: { retryAfter: SPAN_SECONDS } });
    }
    const started = await start().catch(async (error: unknown) => {
      if (!(error instanceof Refused && error.refusal.code === 'wrong-password')) await this.tries.discount(key);
      throw error;
    });
    await this.tries.forget(key);
    return started;
  }
}
