import { contentOf, type EventContent } from '../storage/event-frame.ts';
import { isSoftDeleted, restrictionsOf } from '../storage/restrictions.ts';
import type { StoredEvent } from '../storage/stored-events.ts';
import { isMetadata, METADATA } from '../storage/streams.ts';

/** An event as projections see it. */
export type Seen = {
  readonly stream: string;
  readonly type: string;
  readonly event: StoredEvent;
  readonly content: EventContent;
  /** The stream that it tells to be deleted, softly or for good. */
  readonly deleted: string | undefined;
  /** What its writer says it belongs to. */
  readonly correlation: string | undefined;
};

const WRITTEN_HERE = /^(\$\$)?\$(streams$|(ce|et|bc|category)-)/;

/** Whether a stream is one that projections write: these they do not look at. */
export const isProjected = (stream: string): boolean => WRITTEN_HERE.test(stream);

const parsed = (json: Uint8Array): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(json).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const deletedBy = (stream: string, type: string, { data }: EventContent): string | undefined => {
  if (!isMetadata(stream)) return type === '$streamDeleted' ? stream : undefined;
  return type === '$metadata' && isSoftDeleted(restrictionsOf(data)) ? stream.slice(METADATA.length) : undefined;
};

export const toSeen = (stream: string, type: string, event: StoredEvent): Seen => {
  const content = contentOf(event.frame);
  const correlation = content.custom.length > 0 ? parsed(content.custom)?.['$correlationId'] : undefined;
  return {
    stream,
    type,
    event,
    content,
    deleted: deletedBy(stream, type, content),
    correlation: typeof correlation === 'string' ? correlation : undefined,
  };
};
