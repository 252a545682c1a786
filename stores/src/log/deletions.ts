import type { RawEvent } from '../codec/codec.ts';

/** Events that delete a stream: a tombstone in the stream itself, or metadata in `$$STREAM` that truncate all of it. */
export const DELETIONS = ['$streamDeleted', '$metadata'] as const;

/** What a soft delete sets `$tb` to: the largest revision there can be (EventStoreDB, StreamMetadata.TruncateBefore). */
const ALL_TRUNCATED = /"\$tb"\s*:\s*9223372036854775807/;

/** The stream that the event deletes, or null where it deletes none. */
export function deletedBy({ type, stream, data }: RawEvent): string | null {
  if (type === '$streamDeleted') return stream;
  return type === '$metadata' && ALL_TRUNCATED.test(Buffer.from(data).toString()) ? stream.slice(2) : null;
}
