import { followLink, LINK } from '../reading/present.ts';
import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { targetOf } from '../storage/event-variants.ts';
import type { StoredEvent } from '../storage/stored-events.ts';

/** An event on its way to a consumer. */
export type Message = {
  /** The id by which it is acknowledged: of the event, or of the link that leads to it. */
  readonly id: string;
  /** Where it is in the source of its group; of a replayed one its revision in the stream of parked events. */
  readonly place: number;
  readonly replayed: boolean;
  /** The event, or the link to it, as it is kept. */
  readonly original: StoredEvent;
  /** What the link leads to: nothing if it is gone; undefined for what is no link, or is not to be resolved. */
  readonly link: { readonly target: Buffer | undefined } | undefined;
  /** How often it was sent before. */
  retries: number;
};

export const toMessage = (store: EventStore, original: StoredEvent, place: number, resolve: boolean, replayed = false): Message => ({
  id: contentOf(original.frame).id,
  place,
  replayed,
  original,
  link: resolve ? followLink(store, original) : undefined,
  retries: 0,
});

/** The stream an event comes from in the end: behind a link the one that it leads to. */
export const streamOf = (store: EventStore, { original }: Message): string => {
  const target = store.types.nameOf(original.type) === LINK ? targetOf(contentOf(original.frame).data) : undefined;
  return target?.stream ?? store.streams.nameOf(original.stream);
};

const field = (json: Uint8Array, name: string): unknown => {
  try {
    return (JSON.parse(Buffer.from(json).toString('utf8')) as Record<string, unknown> | null)?.[name];
  } catch {
    return undefined;
  }
};

/** What an event was caused by, as its writer said in its metadata. */
export const correlationOf = ({ original, link }: Message): string | undefined => {
  const correlation = field(contentOf(link?.target ?? original.frame).custom, '$correlationId');
  return typeof correlation === 'string' ? correlation : undefined;
};
