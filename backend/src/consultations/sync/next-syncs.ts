import type { Id } from '@lyceum/contracts';

/** Times in milliseconds. */
const EVERY = 5 * 60_000;
const AGAIN = { first: 30_000, most: 60 * 60_000 };

/** When each calendar is to be looked at next. One that nothing is known of is due: whoever takes the turn over begins with all. */
export class NextSyncs {
  private readonly due = new Map<Id, number>();
  private readonly failures = new Map<Id, number>();
  private readonly woken = new Set<Id>();

  /** A session of the person has changed. */
  wake(personId: Id): void {
    this.woken.add(personId);
  }

  isDue(connectionId: Id, personId: Id, now: number): boolean {
    // A calendar that cannot be reached is not called more often for what changes.
    const failing = (this.failures.get(connectionId) ?? 0) > 0;
    return (!failing && this.woken.has(personId)) || now >= (this.due.get(connectionId) ?? 0);
  }

  begins(connectionId: Id, personId: Id): void {
    this.woken.delete(personId);
    this.due.set(connectionId, Infinity);
  }

  ended(connectionId: Id, well: boolean, now: number): void {
    const failures = well ? 0 : (this.failures.get(connectionId) ?? 0) + 1;
    this.failures.set(connectionId, failures);
    this.due.set(connectionId, now + (well ? EVERY : Math.min(AGAIN.most, AGAIN.first * 2 ** (failures - 1))));
  }
}
