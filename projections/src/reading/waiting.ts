import { comparePositions, laterPosition, type Position } from '@lyceum/contracts';
import type { ModelName } from '../models.ts';
import type { Models } from './models.ts';

interface Waiter {
  readonly position: Position;
  readonly models: readonly ModelName[];
  readonly settle: (reached: boolean) => void;
}

/** Where the read models are, and who waits for them to get further. */
export class Waiting {
  readonly #models: Models;
  #reached: Position | null = null;
  readonly #waiting = new Set<Waiter>();

  constructor(models: Models) {
    this.#models = models;
  }

  /** The furthest position that all these models are known to have got to, or null where nothing has been heard yet. */
  standing(models: readonly ModelName[]): Position | null {
    let standing = this.#reached;
    for (const model of models) {
      const frozen = this.#models.frozen(model);
      if (frozen !== null && standing !== null && comparePositions(frozen, standing) < 0) standing = frozen;
    }
    return standing;
  }

  /** All models that are not standing still have got to `position`. */
  advance(position: Position): void {
    this.#reached = this.#reached === null ? position : laterPosition(this.#reached, position);
    this.check();
  }

  /** Lets those go on who have what they waited for. */
  check(): void {
    for (const waiter of this.#waiting) if (this.#has(waiter)) waiter.settle(true);
  }

  /** True as soon as the models have got to `position`, false after `timeoutMs`. */
  async until(position: Position, models: readonly ModelName[], timeoutMs: number): Promise<boolean> {
    const { promise, resolve: settle } = Promise.withResolvers<boolean>();
    const waiter = { position, models, settle };
    if (this.#has(waiter)) return true;
    this.#waiting.add(waiter);
    const timer = setTimeout(settle, timeoutMs, false);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(waiter);
    }
  }

  #has({ position, models }: Pick<Waiter, 'position' | 'models'>): boolean {
    const standing = this.standing(models);
    return standing !== null && comparePositions(standing, position) >= 0;
  }
}
