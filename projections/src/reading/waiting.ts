import { comparePositions, laterPosition, type Position } from '@lyceum/contracts';

/** Where the read models are, and who waits for them to get further. */
export class Waiting {
  #reached: Position | null = null;
  readonly #waiting = new Set<{ readonly position: Position; readonly settle: (reached: boolean) => void }>();

  /** The furthest position heard of. */
  get reached(): Position | null {
    return this.#reached;
  }

  advance(position: Position): void {
    this.#reached = this.#reached === null ? position : laterPosition(this.#reached, position);
    for (const waiter of this.#waiting) if (comparePositions(this.#reached, waiter.position) >= 0) waiter.settle(true);
  }

  /** True as soon as `position` is reached, false after `timeoutMs`. */
  async until(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.#reached !== null && comparePositions(this.#reached, position) >= 0) return true;
    const { promise, resolve: settle } = Promise.withResolvers<boolean>();
    const waiter = { position, settle };
    this.#waiting.add(waiter);
    const timer = setTimeout(settle, timeoutMs, false);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(waiter);
    }
  }
}
