import type { Slot } from '@lyceum/contracts';
import type { Week } from './load-week.ts';

const GLOW = 1200;
/** How long a time that somebody took is still seen, so that nobody wonders where it went. */
const GONE = 4000;

const sameView = (a: Week, b: Week) =>
  a.first === b.first && a.zone === b.zone && a.length === b.length && a.instructorId === b.instructorId;

/** What has changed among the free times of a week that is looked at: what came glows, what went stays a moment. */
export class ChangedSlots {
  came = $state<ReadonlySet<string>>(new Set());
  went = $state<readonly Slot[]>([]);
  #before: Week | null = null;

  /** Takes in the week as it is now; gives how to stop waiting for the glow to end. */
  take(week: Week): () => void {
    const before = this.#before;
    this.#before = week;
    if (before === null || !sameView(before, week)) {
      this.came = new Set();
      this.went = [];
      return () => undefined;
    }
    const had = new Set(before.slots.map(({ start }) => start));
    const has = new Set(week.slots.map(({ start }) => start));
    const came = week.slots.filter(({ start }) => !had.has(start)).map(({ start }) => start);
    const went = before.slots.filter(({ start }) => !has.has(start));
    if (came.length === 0 && went.length === 0) return () => undefined;
    this.came = new Set(came);
    this.went = [...this.went.filter(({ start }) => !has.has(start)), ...went];
    const timers = [
      setTimeout(() => (this.came = new Set()), GLOW),
      setTimeout(() => (this.went = this.went.filter((slot) => !went.includes(slot))), GONE),
    ];
    return () => timers.forEach(clearTimeout);
  }
}
