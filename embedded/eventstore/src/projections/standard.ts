import { LINK } from '../reading/present.ts';
import { placeText } from '../protocol/place.ts';
import { isMetadata, METADATA } from '../storage/streams.ts';
import type { Seen } from './seen.ts';

/** What a projection writes of an event: where, what, and what it says besides of it. */
export type Emitted = {
  readonly stream: string;
  readonly type: string;
  readonly data: string;
  readonly extra?: Readonly<Record<string, unknown>>;
};

export type StandardProjection = { readonly name: string; emit(seen: Seen): Emitted | undefined };

const DELETED = { $deleted: -1 };

const revisionText = ({ event }: Seen): string => placeText(event.revision, false);

/** Where a link to an event leads; for a link to a link to where that leads. */
const linkTo = (seen: Seen): string =>
  seen.type === LINK ? Buffer.from(seen.content.data).toString('utf8') : `${revisionText(seen)}@${seen.stream}`;

/** The part of the name before the first dash; streams of the system have no category. */
const categoryOf = (stream: string): string | undefined => {
  const dash = stream.indexOf('-');
  return dash > 0 && !stream.startsWith('$') ? stream.slice(0, dash) : undefined;
};

const byCategory: StandardProjection = {
  name: '$by_category',
  emit(seen) {
    const original = seen.deleted ?? seen.stream;
    const category = categoryOf(original);
    if (category === undefined) return undefined;
    const extra = { $o: original, ...(seen.deleted !== undefined && DELETED) };
    return { stream: `$ce-${category}`, type: LINK, data: linkTo(seen), extra };
  },
};

const byEventType: StandardProjection = {
  name: '$by_event_type',
  emit(seen) {
    if (seen.type === LINK) return undefined;
    // Of metadata the real server names the stream that they describe.
    const stream = isMetadata(seen.stream) ? seen.stream.slice(METADATA.length) : seen.stream;
    const data = `${revisionText(seen)}@${stream}`;
    if (seen.deleted !== undefined) return { stream: '$et-$deleted', type: LINK, data, extra: DELETED };
    return { stream: `$et-${seen.type}`, type: LINK, data };
  },
};

const streams: StandardProjection = {
  name: '$streams',
  emit: (seen) => (seen.event.revision === 0 ? { stream: '$streams', type: LINK, data: `0@${seen.stream}` } : undefined),
};

const streamByCategory: StandardProjection = {
  name: '$stream_by_category',
  emit({ stream, event }) {
    const category = event.revision === 0 ? categoryOf(stream) : undefined;
    return category === undefined ? undefined : { stream: `$category-${category}`, type: '$@', data: stream };
  },
};

const byCorrelation: StandardProjection = {
  name: '$by_correlation_id',
  emit(seen) {
    const { correlation, type, content, event } = seen;
    if (correlation === undefined) return undefined;
    const link = type === LINK && {
      $link: { eventId: content.id, metadata: JSON.parse(Buffer.from(content.custom).toString('utf8')) as unknown },
    };
    const $eventTimestamp = new Date(event.created).toISOString().replace('Z', '000Z');
    return { stream: `$bc-${correlation}`, type: LINK, data: linkTo(seen), extra: { $eventTimestamp, ...link } };
  },
};

/** The projections that a node of EventStoreDB has from the start; user-defined ones there are none. */
export const STANDARD: readonly StandardProjection[] = [byCategory, byEventType, streams, streamByCategory, byCorrelation];
