import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Method, Person } from '../harness/client.ts';

const PATIENCE = 90_000;

/** A command and the answers that are fair to it besides success; `repeated` hears of each time that it is sent again. */
export interface Insisted {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly fair?: (answer: Answer) => boolean;
  readonly repeated?: () => void;
}

/**
 * Sends a command under one Idempotency-Key until it is answered. A lost connection, a 503 and an answer that takes too long say nothing:
 * it is sent again. An answer that no fault excuses comes back as the sentence that says so.
 */
export async function insist<Body>(person: Person, command: Insisted): Promise<Answer<Body> | string> {
  const { method, path, body, fair, repeated } = command;
  const key = randomUUID();
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const signal = AbortSignal.timeout(15_000);
    const answer = await person.try<Body>(method, path, body, { headers: { 'idempotency-key': key }, signal }).catch(() => undefined);
    if (answer && (answer.status < 300 || fair?.(answer))) return answer;
    if (answer && answer.status === 401) await person.signInAgain().catch(() => undefined);
    else if (answer && answer.status !== 503) return `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`;
    repeated?.();
    await sleep(50);
  }
  return `${method} ${path}: not answered within ${PATIENCE / 1000} s`;
}
