import { hash } from 'node:crypto';
import type { Id } from '@lyceum/contracts';

/** A UUID version 5 (RFC 9562, 5.5) of a name within the namespace of another UUID: the same two always give the same id. */
export function nameBased(namespace: Id, name: string): Id {
  const bytes = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]);
  const digest = hash('sha1', bytes, 'hex');
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`;
}
