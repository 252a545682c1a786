import { randomUUID } from 'node:crypto';
import { keyOf } from './event-id.ts';
import type { NewEvent } from './writer.ts';

type Extras = { readonly isJson?: boolean; readonly custom?: string };

/** An event that the node itself writes, under an id of its own. */
export const ownEvent = (type: string, data: string | Uint8Array, { isJson = true, custom = '' }: Extras = {}): NewEvent => {
  const id = randomUUID();
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  return { id, key: keyOf(id), type, isJson, data: bytes, custom: Buffer.from(custom) };
};
