import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is something (not undefined, null or false), and gives it.
 * @throws with `what` and the last error after `seconds`
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  { seconds = 15, every = 50 } = {},
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + seconds * 1000;
  let failure: unknown;
  do {
    try {
      const answer = await probe();
      failure = undefined;
      if (answer !== undefined && answer !== null && answer !== false) return answer as Exclude<T, undefined | null | false>;
    } catch (error) {
      failure = error;
    }
    await sleep(every);
  } while (performance.now() < end);
  throw new Error(`within ${seconds} s it did not come about that ${what}`, { cause: failure });
}
