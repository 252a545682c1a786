import { visibleEvent } from '../reading/visible.ts';
import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import { Projector } from './projector.ts';
import { STANDARD } from './standard.ts';

const streamOf = (name: string): string => `$projections-${name}`;

/** The standard projections of the node, each of which runs or does not, and is so again after a restart. */
export class Projections {
  readonly store: EventStore;
  readonly all: readonly Projector[];

  /** @param startAll to run all of them, whatever was the case before */
  constructor(store: EventStore, startAll: boolean) {
    this.store = store;
    this.all = STANDARD.map((projection, index) => new Projector(store, projection, index + 1));
    for (const projector of this.all) if (startAll || this.wasEnabled(projector.name)) projector.start();
  }

  find(name: string): Projector | undefined {
    return this.all.find((projector) => projector.name === name);
  }

  /** Starts or stops a projection for good. Calls back with whether that is durable. */
  enable(projector: Projector, enabled: boolean, done: (kept: boolean) => void): void {
    if (enabled) projector.start();
    else projector.stop();
    const event = ownEvent('$ProjectionUpdated', JSON.stringify({ enabled, mode: 'Continuous', emitEnabled: true }));
    this.store.writer.append({ stream: streamOf(projector.name), expected: 'any', events: [event] }, ({ kind }) =>
      done(kind === 'written'),
    );
  }

  close(): void {
    for (const projector of this.all) projector.stop();
  }

  private wasEnabled(name: string): boolean {
    const event = visibleEvent(this.store, streamOf(name), -1);
    if (!event) return false;
    try {
      return (JSON.parse(Buffer.from(contentOf(event.frame).data).toString('utf8')) as { enabled?: unknown } | null)?.enabled === true;
    } catch {
      return false;
    }
  }
}
