import type { ImageType } from '@lyceum/contracts';
import sharp, { type ResizeOptions, type Sharp, type WebpOptions } from 'sharp';
import { Refused } from '../deciding/refused.ts';
import { kindOf } from './kinds.ts';

/** An image as it is kept. */
export interface Prepared {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

interface Try {
  readonly edge: number;
  readonly webp: WebpOptions;
  readonly drawings?: true;
}

/** What an image becomes: how it is fitted, and tries from the best to the smallest, with the longer edge in pixels. */
interface Shape {
  readonly fit: ResizeOptions;
  readonly tries: readonly Try[];
}

/** A photograph of a good telephone has 12 to 24 million; as many pixels in a few bytes are a bomb. */
const MOST_PIXELS = 40_000_000;
/** In base64 three bytes are four letters, and an append of an event store takes 1 MiB. */
const MOST_BYTES = 520_000;
const DRAWN: readonly ImageType[] = ['image/png', 'image/gif'];
const PATIENCE_SECONDS = 20;

/** For a text: all that is to be seen, and drawings stay sharp where they may. */
const IN_TEXT: Shape = {
  fit: { fit: 'inside', withoutEnlargement: true },
  tries: [
    { edge: 1600, webp: { lossless: true }, drawings: true },
    { edge: 1600, webp: { quality: 82 } },
    { edge: 1200, webp: { quality: 74 } },
    { edge: 800, webp: { quality: 60 } },
  ],
};

/** A photo of a person: the square in the middle. */
const PHOTO: Shape = { fit: { fit: 'cover', position: 'centre' }, tries: [{ edge: 512, webp: { quality: 82 } }] };

/** A slide: as large as a screen of usual size shows it, and its letters stay sharp. */
const SLIDE: Shape = {
  fit: { fit: 'inside', withoutEnlargement: true },
  tries: [
    { edge: 1920, webp: { quality: 88, smartSubsample: true } },
    { edge: 1920, webp: { quality: 72, smartSubsample: true } },
    { edge: 1280, webp: { quality: 66 } },
  ],
};

// An image takes memory by its pixels: one thread for each, and one after the other.
sharp.concurrency(1);
sharp.cache(false);
let turn: Promise<unknown> = Promise.resolve();

/** Only what was recognised is decoded, its first picture, and nothing of what it says beside (place, camera, author). */
async function opened(file: Uint8Array): Promise<{ source: Sharp; kind: ImageType }> {
  const kind = kindOf(file);
  if (kind === null) throw new Refused({ code: 'image-unreadable' });
  const source = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
  const { width = 0, height = 0, format } = await source.metadata();
  if (`image/${format}` !== kind) throw new Refused({ code: 'image-unreadable' });
  if (width * height > MOST_PIXELS) throw new Refused({ code: 'image-too-large' });
  return { source, kind };
}

async function encode(file: Uint8Array, { fit, tries }: Shape): Promise<Prepared> {
  const { source, kind } = await opened(file);
  for (const { edge, webp, drawings } of tries) {
    if (drawings && !DRAWN.includes(kind)) continue;
    const { data, info } = await source
      .clone()
      .autoOrient()
      .resize({ width: edge, height: edge, ...fit })
      .timeout({ seconds: PATIENCE_SECONDS })
      .webp(webp)
      .toBuffer({ resolveWithObject: true });
    if (data.length <= MOST_BYTES) return { type: 'image/webp', width: info.width, height: info.height, bytes: data };
  }
  throw new Refused({ code: 'image-too-large' });
}

function prepared(file: Uint8Array, shape: Shape): Promise<Prepared> {
  const mine = turn.then(() => encode(file, shape)).catch(refusedOf);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * Decodes a file and writes it anew, no larger than a text needs: what is kept was made here.
 * @throws Refused where it is no image, or too large a one.
 */
export const prepare = (file: Uint8Array): Promise<Prepared> => prepared(file, IN_TEXT);

/** The same as a square of 512 pixels. @throws Refused */
export const preparePhoto = (file: Uint8Array): Promise<Prepared> => prepared(file, PHOTO);

/** The same as large as a screen shows it. @throws Refused */
export const prepareSlide = (file: Uint8Array): Promise<Prepared> => prepared(file, SLIDE);

/** What the decoder throws is the file's fault, in words of its own. */
function refusedOf(error: unknown): never {
  if (error instanceof Refused) throw error;
  const tooMany = error instanceof Error && /pixel limit/i.test(error.message);
  throw new Refused({ code: tooMany ? 'image-too-large' : 'image-unreadable' });
}
