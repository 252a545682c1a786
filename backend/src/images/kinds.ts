import type { ImageType } from '@lyceum/contracts';

const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Image types by their first bytes, whatever a file is called. */
const KINDS: readonly (readonly [type: ImageType, test: (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => latin(bytes, 0, 3) === '\xff\xd8\xff'],
  ['image/gif', (bytes) => latin(bytes, 0, 4) === 'GIF8'],
  ['image/webp', (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP'],
];

/** What a file is by its first bytes, or null where it is no image that is taken. */
export const kindOf = (bytes: Uint8Array): ImageType | null => KINDS.find(([, test]) => test(bytes))?.[0] ?? null;
