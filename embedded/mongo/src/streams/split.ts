import { encode } from '../bson/encode.ts';
import { setField } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { MAX_DOCUMENT } from '../storage/writer.ts';

/** What an event may have beyond a document (MongoDB source, `BSONObjMaxInternalSize`). */
const MAX_EVENT = MAX_DOCUMENT + 16 * 1024;
/** The bytes of a fragment's own fields: its token and which of how many it is. */
const OWN = 512;

/** Refuses an event that is larger than a document may be (10334). */
export const checkEvent = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length > MAX_EVENT)
    throw new ServerError('BSONObjectTooLarge', `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_EVENT}`);
  return bytes;
};

/** An event in fragments where it is too large to be one document: small fields first, each fragment as full as it may be. */
export const fragmentsOf = (event: Doc, tokenOf: (fragment: number) => Doc): Doc[] => {
  const fields = Object.entries(event)
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => ({ name, value, size: encode({ [name]: value }).length }));
  if (fields.reduce((sum, { size }) => sum + size, OWN) <= MAX_EVENT) return [event];
  const parts: { size: number; fields: Doc }[] = [];
  for (const { name, value, size } of fields.toSorted((a, b) => a.size - b.size)) {
    if (size + OWN > MAX_EVENT) throw new ServerError(7182500, `Splitting change event failed: the field ${name} is too large`);
    let part = parts.at(-1);
    if (!part || part.size + size > MAX_EVENT) parts.push((part = { size: OWN, fields: {} }));
    part.size += size;
    setField(part.fields, name, value);
  }
  return parts.map((part, place) => ({
    _id: tokenOf(place),
    splitEvent: { fragment: place + 1, of: parts.length },
    ...part.fields,
  }));
};
