import { createHash } from 'node:crypto';
import type { QuestionDraft } from '@lyceum/contracts';

/** Where an image of a file stands in a text until it has an address of its own; nothing is shown there. */
const SCHEME = 'image-of-file:';
const PLACE = /image-of-file:([\da-f]{64})/g;

const hashOf = (image: Buffer): string => createHash('sha256').update(image).digest('hex');

export const placeOf = (image: Buffer): string => SCHEME + hashOf(image);

/** The draft with its images at the addresses that they were given; one that was given none has gone. */
export function withImages(draft: QuestionDraft, urls: ReadonlyMap<string, string>): QuestionDraft {
  const written = JSON.stringify(draft);
  if (!written.includes(SCHEME)) return draft;
  return JSON.parse(written.replaceAll(PLACE, (place) => urls.get(place) ?? '')) as QuestionDraft;
}
