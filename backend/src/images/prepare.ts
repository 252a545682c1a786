import type { ImageType } from '@lyceum/contracts';
import sharp from 'sharp';
import { Refused } from '../deciding/refused.ts';
import { kindOf } from './kinds.ts';

/** An image as it is kept. */
export interface Prepared {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** A photograph of a good telephone has 12 to 24 million; as many pixels in a few bytes are a bomb. */
const MOST_PIXELS = 40_000_000;
/** In base64 three bytes are four letters, and an append of an event store takes 1 MiB. */
const MOST_BYTES = 520_000;
/** Tries from the best to the smallest: the longer edge in pixels, and how it is written. Drawings stay sharp where they may. */
const TRIES = [
  { edge: 1600, webp: { lossless: true }, drawings: true },
  { edge: 1600, webp: { quality: 82 } },
  { edge: 1200, webp: { quality: 74 } },
  { edge: 800, webp: { quality: 60 } },
] as const;
const DRAWN: readonly ImageType[] = ['image/png', 'image/gif'];
const PATIENCE_SECONDS = 20;

// An image takes memory by its pixels: one thread for each, and one after the other.
sharp.concurrency(1);
sharp.cache(false);
let turn: Promise<unknown> = Promise.resolve();

async function encode(file: Uint8Array): Promise<Prepared> {
  const kind = kindOf(file);
  if (kind === null) throw new Refused({ code: 'image-unreadable' });
  // Only what was recognised is decoded, its first picture, and nothing of what it says beside (place, camera, author).
  const source = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
  const { width = 0, height = 0, format } = await source.metadata();
  if (`image/${format}` !== kind) throw new Refused({ code: 'image-unreadable' });
  if (width * height > MOST_PIXELS) throw new Refused({ code: 'image-too-large' });
  for (const { edge, webp, ...only } of TRIES) {
    if ('drawings' in only && !DRAWN.includes(kind)) continue;
    const { data, info } = await source
      .clone()
      .autoOrient()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: PATIENCE_SECONDS })
      .webp(webp)
      .toBuffer({ resolveWithObject: true });
    if (data.length <= MOST_BYTES) return { type: 'image/webp', width: info.width, height: info.height, bytes: data };
  }
  throw new Refused({ code: 'image-too-large' });
}

/**
 * Decodes a file and writes it anew, no larger than a text needs: what is kept was made here.
 * @throws Refused where it is no image, or too large a one.
 */
export function prepare(file: Uint8Array): Promise<Prepared> {
  const mine = turn.then(() => encode(file)).catch(refusedOf);
  turn = mine.catch(() => undefined);
  return mine;
}

/** What the decoder throws is the file's fault, in words of its own. */
function refusedOf(error: unknown): never {
  if (error instanceof Refused) throw error;
  const tooMany = error instanceof Error && /pixel limit/i.test(error.message);
  throw new Refused({ code: tooMany ? 'image-too-large' : 'image-unreadable' });
}
