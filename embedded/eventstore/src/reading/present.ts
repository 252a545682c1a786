import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { linkedFrame, plainFrame, targetOf, type Wishes } from '../storage/event-variants.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { visibleEvent } from './visible.ts';

const LINK = '$>';

/** How one reader is shown an event: as it is kept, unless it asked for links to be resolved or for structured uuids. */
export const presenter = (store: EventStore, wishes: Wishes): ((event: StoredEvent) => Buffer) => {
  if (!wishes.resolveLinks && !wishes.structured) return ({ frame }) => frame;
  return (event) => {
    const link = wishes.resolveLinks && store.types.nameOf(event.type) === LINK;
    const target = link ? targetOf(contentOf(event.frame).data) : undefined;
    if (!target) return plainFrame(event.frame, event.position, wishes);
    return linkedFrame(event, visibleEvent(store, target.stream, target.revision)?.frame, wishes);
  };
};
