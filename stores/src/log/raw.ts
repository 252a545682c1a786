import type { Position } from '@lyceum/contracts';
import type { RawEvent } from '../codec/codec.ts';
import { Fields } from './protobuf.ts';

/** `created` comes in ticks of 100 ns since the Unix epoch (RecordedEvent.metadata). */
const TICKS_A_MILLISECOND = 10_000;

/** What a store says in answer to a read; `other` is nothing to us, as the confirmation of a subscription. */
export type Answer =
  | { readonly kind: 'event'; readonly event: RawEvent }
  | { readonly kind: 'checkpoint'; readonly commit: Position; readonly prepare: Position }
  | { readonly kind: 'caught-up' | 'other' };

const OTHER: Answer = { kind: 'other' };

/**
 * Reads a ReadResp of streams.proto. The client's own classes take several times as long for it, which is most of what reading a log costs.
 * Links are never asked for to be followed, and an event is always in its place.
 */
export function answerOf(bytes: Buffer): Answer {
  const fields = new Fields(bytes);
  while (fields.next()) {
    if (fields.number === 1) return readEvent(fields.bytes);
    if (fields.number === 3) return checkpoint(fields.bytes);
    if (fields.number === 8) return { kind: 'caught-up' };
  }
  return OTHER;
}

function readEvent(bytes: Buffer): Answer {
  const fields = new Fields(bytes);
  while (fields.next()) if (fields.number === 1) return { kind: 'event', event: recorded(fields.bytes) };
  return OTHER;
}

function checkpoint(bytes: Buffer): Answer {
  const fields = new Fields(bytes);
  let [commit, prepare] = ['0', '0'];
  while (fields.next())
    if (fields.number === 1) commit = String(fields.value);
    else if (fields.number === 2) prepare = String(fields.value);
  return { kind: 'checkpoint', commit, prepare };
}

function recorded(bytes: Buffer): RawEvent {
  const fields = new Fields(bytes);
  let [id, stream, revision, position, created, type, binary] = ['', '', 0, '0', 0, '', false];
  let [data, metadata]: [Buffer, Buffer] = [NOTHING, NOTHING];
  while (fields.next())
    switch (fields.number) {
      case 1:
        id = uuid(fields.bytes);
        break;
      case 2:
        stream = only(fields.bytes, 3);
        break;
      case 3:
        revision = Number(fields.value);
        break;
      case 5:
        position = String(fields.value);
        break;
      case 6: {
        const [name, value] = entry(fields.bytes);
        if (name === 'type') type = value;
        else if (name === 'content-type') binary = value !== 'application/json';
        else if (name === 'created') created = Math.floor(Number(value) / TICKS_A_MILLISECOND);
        break;
      }
      case 7:
        metadata = fields.bytes;
        break;
      case 8:
        data = fields.bytes;
    }
  return { id, stream, revision, position, created, type, data, metadata, ...(binary && { binary }) };
}

const NOTHING = Buffer.alloc(0);

/** The text of a field, where the message has it. */
function only(bytes: Buffer, number: number): string {
  const fields = new Fields(bytes);
  while (fields.next()) if (fields.number === number) return fields.bytes.toString();
  return '';
}

/** An entry of a map of texts. */
function entry(bytes: Buffer): readonly [name: string, value: string] {
  const fields = new Fields(bytes);
  let [name, value] = ['', ''];
  while (fields.next())
    if (fields.number === 1) name = fields.bytes.toString();
    else if (fields.number === 2) value = fields.bytes.toString();
  return [name, value];
}

/** As a text, which is asked for, or as two halves of 64 bits. */
function uuid(bytes: Buffer): string {
  const fields = new Fields(bytes);
  while (fields.next()) {
    if (fields.number === 2) return fields.bytes.toString();
    if (fields.number !== 1) continue;
    const halves = new Fields(fields.bytes);
    const hex = ['', ''];
    while (halves.next()) hex[halves.number - 1] = BigInt.asUintN(64, BigInt(halves.value)).toString(16).padStart(16, '0');
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  return '';
}
