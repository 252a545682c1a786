import type { Consumer } from './consumer.ts';
import type { Message } from './message.ts';
import type { Choice, Strategy } from './strategies.ts';

const BUCKETS = 1024;

/**
 * What belongs together goes to the same consumer, as far as that can be: all that falls into one of many buckets. A consumer
 * that comes takes its share of them from the others, empty ones first; those of one that leaves go to whoever has fewest.
 */
export class Pinned implements Strategy {
  private readonly consumers: Consumer[] = [];
  private readonly owners = Array.from({ length: BUCKETS }, (): Consumer | undefined => undefined);
  private readonly keyOf: (message: Message) => number;

  constructor(keyOf: (message: Message) => number) {
    this.keyOf = keyOf;
  }

  joined(consumer: Consumer): void {
    this.consumers.push(consumer);
    const share = Math.ceil(this.owners.filter((owner) => owner !== undefined).length / this.consumers.length);
    for (const other of this.consumers) {
      const owned = this.bucketsOf(other);
      if (other === consumer || owned.length <= share) continue;
      const busy = this.inFlight(other);
      const emptiestFirst = owned.toSorted((one, another) => (busy.get(one) ?? 0) - (busy.get(another) ?? 0));
      for (const bucket of emptiestFirst.slice(0, owned.length - share)) this.owners[bucket] = consumer;
    }
  }

  left(consumer: Consumer): void {
    this.consumers.splice(this.consumers.indexOf(consumer), 1);
    for (const bucket of this.bucketsOf(consumer)) this.owners[bucket] = undefined;
  }

  choose(message: Message): Choice {
    if (!this.consumers.some(({ ready }) => ready)) return 'full';
    const owner = (this.owners[this.bucketFor(message)] ??= this.leastOwning());
    return owner.ready ? owner : 'skipped';
  }

  private bucketFor(message: Message): number {
    return this.keyOf(message) % BUCKETS;
  }

  private bucketsOf(consumer: Consumer): number[] {
    return this.owners.flatMap((owner, bucket) => (owner === consumer ? [bucket] : []));
  }

  private inFlight(consumer: Consumer): Map<number, number> {
    const counts = new Map<number, number>();
    for (const message of consumer.unconfirmed.values()) {
      const bucket = this.bucketFor(message);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    return counts;
  }

  private leastOwning(): Consumer {
    const counts = this.consumers.map((consumer) => this.bucketsOf(consumer).length);
    return this.consumers[counts.indexOf(Math.min(...counts))]!;
  }
}
