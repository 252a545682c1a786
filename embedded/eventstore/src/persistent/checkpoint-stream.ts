import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import { visibleEvent } from '../reading/visible.ts';
import { ALL, parsePlace } from '../protocol/place.ts';

const TYPES = new Set(['$SubscriptionCheckpoint', 'SubscriptionCheckpoint']);

/** The stream in which a group keeps how far it has come: the text of a place an event. */
export class CheckpointStream {
  private readonly store: EventStore;
  private readonly name: string;
  private readonly ofAll: boolean;

  constructor(store: EventStore, key: string, source: string) {
    this.store = store;
    this.name = `$persistentsubscription-${key}-checkpoint`;
    this.ofAll = source === ALL;
  }

  /** The place of the last checkpoint; undefined when there is none, or none that can be understood. */
  last(): number | undefined {
    const event = visibleEvent(this.store, this.name, -1);
    if (!event || !TYPES.has(this.store.types.nameOf(event.type))) return undefined;
    try {
      return parsePlace(String(JSON.parse(Buffer.from(contentOf(event.frame).data).toString('utf8'))), this.ofAll);
    } catch {
      return undefined;
    }
  }

  write(place: string): void {
    const event = ownEvent('$SubscriptionCheckpoint', JSON.stringify(place));
    this.store.writer.append({ stream: this.name, expected: 'any', events: [event] }, () => {});
  }

  remove(): void {
    this.store.writer.softDelete({ stream: this.name, expected: 'any' }, () => {});
  }
}
