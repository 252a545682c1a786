import { keyOf } from '../storage/event-id.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { Consumer } from './consumer.ts';
import { correlationOf, type Message, streamOf } from './message.ts';
import { Pinned } from './pinned.ts';

/** Who gets an event, or why nobody does: it has to wait for one who is busy, or all are. */
export type Choice = Consumer | 'skipped' | 'full';

/** Who of the consumers of a group gets which event. */
export type Strategy = {
  joined(consumer: Consumer): void;
  left(consumer: Consumer): void;
  choose(message: Message): Choice;
};

/** Everybody in turn, or one for as long as it can take more. */
class InTurn implements Strategy {
  private readonly queue: Consumer[] = [];
  private readonly toOne: boolean;

  constructor(toOne: boolean) {
    this.toOne = toOne;
  }

  joined(consumer: Consumer): void {
    this.queue.push(consumer);
  }

  left(consumer: Consumer): void {
    this.queue.splice(this.queue.indexOf(consumer), 1);
  }

  choose(): Choice {
    for (let tries = this.queue.length; tries > 0; tries -= 1) {
      const consumer = this.queue[0]!;
      const { ready } = consumer;
      if (!ready || !this.toOne) this.queue.push(this.queue.shift()!);
      if (ready) return consumer;
    }
    return 'full';
  }
}

const byStream = (store: EventStore) => (message: Message) => keyOf(streamOf(store, message));
const byCorrelation = (store: EventStore) => (message: Message) => keyOf(correlationOf(message) ?? streamOf(store, message));

/** The strategies by the names which clients know them by. */
export const STRATEGIES: ReadonlyMap<string, (store: EventStore) => Strategy> = new Map<string, (store: EventStore) => Strategy>([
  ['RoundRobin', () => new InTurn(false)],
  ['DispatchToSingle', () => new InTurn(true)],
  ['Pinned', (store) => new Pinned(byStream(store))],
  ['PinnedByCorrelation', (store) => new Pinned(byCorrelation(store))],
]);
