import type { Slot } from '@lyceum/contracts';
import { changesBetween } from './changes.ts';
import type { Week } from './load-week.ts';

const GLOW = 1200;
/** How long a time that somebody took is still seen, so that nobody wonders where it went. */
const GONE = 4000;

/** What has changed among the free times of a week that is looked at: what came glows, what went stays a moment. */
export class ChangedSlots {
  came = $state.raw<ReadonlySet<string>>(new Set());
  went = $state.raw<readonly Slot[]>([]);
  #before: Week | null = null;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  /** Takes in the week as it is now. */
  take(week: Week): void {
    const before = this.#before;
    this.#before = week;
    const changes = changesBetween(before, week);
    if (changes === null) {
      this.came = new Set();
      this.went = [];
      return;
    }
    const { came, went } = changes;
    if (came.length === 0 && went.length === 0) return;
    this.came = new Set([...this.came, ...came]);
    this.went = [...this.went.filter(({ start }) => !came.includes(start)), ...went];
    this.#later(GLOW, () => (this.came = new Set([...this.came].filter((start) => !came.includes(start)))));
    this.#later(GONE, () => (this.went = this.went.filter((slot) => !went.includes(slot))));
  }

  /** Nobody looks any more. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #later(after: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, after);
    this.#timers.add(timer);
  }
}
