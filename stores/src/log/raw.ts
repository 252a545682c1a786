import { parseUUID } from '@eventstore/db-client/dist/utils/grpcUUID.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { RawEvent } from '../codec/codec.ts';

/** `created` comes in ticks of 100 ns since the Unix epoch (RecordedEvent.metadata). */
const TICKS_A_MILLISECOND = 10_000;

/** The event of an answer to a read, or null where the answer is of another kind. */
export function rawEvent(answer: ReadResp): RawEvent | null {
  const event = answer.getEvent()?.getEvent();
  if (!event) return null;
  const system = event.getMetadataMap();
  return {
    id: parseUUID(event.getId()) ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: Number(event.getStreamRevision()),
    position: event.getCommitPosition(),
    created: Math.floor(Number(system.get('created') ?? 0) / TICKS_A_MILLISECOND),
    type: system.get('type') ?? '',
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
  };
}
