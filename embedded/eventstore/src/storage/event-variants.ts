import { Reader } from '../protobuf/reader.ts';
import { frame, int64, message, uint } from '../protobuf/writer.ts';
import { contentOf, recordOf } from './event-frame.ts';

/** A uuid as event_store.client.UUID in its structured form: two signed halves. */
export const structuredUuid = (field: number, uuid: string): Buffer => {
  const bits = BigInt(`0x${uuid.replaceAll('-', '')}`);
  return message(field, message(1, int64(1, bits >> 64n), int64(2, bits)));
};

const withStructuredId = (record: Buffer, id: string): Buffer => {
  const reader = new Reader(record);
  reader.next();
  const textual = 2 + reader.slice().length;
  return Buffer.concat([structuredUuid(1, id), record.subarray(textual)]);
};

/** How a reader wants events: its form of uuids, and links replaced by what they lead to. */
export type Wishes = { readonly structured: boolean; readonly resolveLinks: boolean };

export type Link = { readonly position: number; readonly frame: Buffer };

/** The encoded RecordedEvent of an event, its uuid in the form that the reader wants. */
export const recordFor = (eventFrame: Buffer, wishes: Pick<Wishes, 'structured'>): Buffer =>
  wishes.structured ? withStructuredId(recordOf(eventFrame), contentOf(eventFrame).id) : recordOf(eventFrame);

/** The frame of an event that is no resolved link. */
export const plainFrame = (eventFrame: Buffer, position: number, wishes: Wishes): Buffer =>
  wishes.structured ? frame(message(1, message(1, recordFor(eventFrame, wishes)), uint(3, position))) : eventFrame;

/** The frame of a link and of the event it leads to, or of the link alone when that is no more. */
export const linkedFrame = (link: Link, target: Buffer | undefined, wishes: Wishes): Buffer =>
  frame(
    message(
      1,
      ...(target ? [message(1, recordFor(target, wishes))] : []),
      message(2, recordFor(link.frame, wishes)),
      uint(3, link.position),
    ),
  );

/** Where a link leads: `<revision>@<stream>`, revision -1 being the last event. Undefined for what is no link. */
export const targetOf = (data: Uint8Array): { revision: number; stream: string } | undefined => {
  const [, revision, stream] = /^(-?\d+)@(.+)$/s.exec(Buffer.from(data).toString('utf8')) ?? [];
  return revision && stream ? { revision: Number(revision), stream } : undefined;
};
