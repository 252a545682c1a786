import { hash } from 'node:crypto';
import type { Id } from '@lyceum/contracts';

/** The UUID version 5 of `name` within `seed`, another UUID (RFC 9562, 5.5): the same two give the same id, on every machine. */
export function derivedId(seed: Id, name: string): Id {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  bytes.write(seed.replaceAll('-', ''), 0, 'hex');
  bytes.write(name, 16);
  const digest = hash('sha1', bytes, 'hex');
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
