import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { linkedFrame, plainFrame, targetOf, type Wishes } from '../storage/event-variants.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { visibleEvent } from './visible.ts';

/** The type of events that are links. */
export const LINK = '$>';

/** What an event leads to, if it is a link: the target is undefined when it is no more, or readers may not see it. */
export const followLink = (store: EventStore, event: StoredEvent): { readonly target: Buffer | undefined } | undefined => {
  const target = store.types.nameOf(event.type) === LINK ? targetOf(contentOf(event.frame).data) : undefined;
  return target && { target: visibleEvent(store, target.stream, target.revision)?.frame };
};

/** How one reader is shown an event: as it is kept, unless it asked for links to be resolved or for structured uuids. */
export const presenter = (store: EventStore, wishes: Wishes): ((event: StoredEvent) => Buffer) => {
  if (!wishes.resolveLinks && !wishes.structured) return ({ frame }) => frame;
  return (event) => {
    const link = wishes.resolveLinks ? followLink(store, event) : undefined;
    return link ? linkedFrame(event, link.target, wishes) : plainFrame(event.frame, event.position, wishes);
  };
};
