import { Timestamp } from 'bson';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { optimeOf, timestampOf } from '../storage/oplog.ts';

/** What a resume token stands for: a change, the end of a stream after one, or just a time up to which all was seen. */
export type TokenKind = 'event' | 'invalidate' | 'mark';

/** A place in the log of changes. */
export interface StreamPosition {
  at: number;
  index: number;
  kind: TokenKind;
  /** Of an event that came in fragments: how many of them were seen before this one. */
  fragment?: number;
}

const KINDS: TokenKind[] = ['mark', 'event', 'invalidate'];
const LENGTH = 13;

/** A resume token, opaque to clients and in the order of time; it holds no more than the place, so it survives a restart. */
export const writeToken = ({ at, index, kind, fragment }: StreamPosition): Doc => {
  const bytes = Buffer.alloc(fragment === undefined ? LENGTH : LENGTH + 1);
  if (fragment !== undefined) bytes[LENGTH] = fragment;
  const timestamp = timestampOf(at);
  bytes.writeUInt32BE(timestamp.getHighBits() >>> 0, 0);
  bytes.writeUInt32BE(timestamp.getLowBits() >>> 0, 4);
  bytes.writeUInt32BE(Math.min(index, 0xffffffff), 8);
  bytes[12] = KINDS.indexOf(kind);
  return { _data: bytes.toString('hex').toUpperCase() };
};

/** Reads a resume token. Throws 9 or 14 for what is none. */
export const readToken = (value: Value, option: string): StreamPosition => {
  if (!isDoc(value))
    throw new ServerError('TypeMismatch', `BSON field '$changeStream.${option}' is the wrong type, expected type 'object'`);
  const data = value['_data'];
  if (data === undefined) throw new ServerError(40647, `Bad resume token: _data of missing or of wrong type${String(data)}`);
  if (typeof data !== 'string') throw new ServerError('TypeMismatch', 'a resume token must have a string _data');
  if (!/^([0-9A-Fa-f]{2})*$/.test(data)) throw new ServerError('FailedToParse', 'resume token string was not a valid hex string');
  const bytes = Buffer.from(data, 'hex');
  const kind = KINDS[bytes[12] ?? -1];
  if ((bytes.length !== LENGTH && bytes.length !== LENGTH + 1) || kind === undefined) throw new ServerError(50811, 'Invalid resume token');
  const at = optimeOf(new Timestamp({ t: bytes.readUInt32BE(0), i: bytes.readUInt32BE(4) }));
  const fragment = bytes[LENGTH];
  return { at, index: bytes.readUInt32BE(8), kind, ...(fragment === undefined ? {} : { fragment }) };
};
