import { createHash } from 'node:crypto';
import type { Id, ImageEvent } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Decider } from '../deciding/decider.ts';

/** An image without its bytes. */
export interface Image {
  readonly courseId: Id;
  readonly width: number;
  readonly height: number;
}

const stream = (imageId: Id): string => `image-${imageId}`;

/** `image-ID`: what one image is. */
export const images: Decider<Image | null, ImageEvent> = {
  stream,
  initial: null,
  evolve: (_, { data: { courseId, width, height } }) => ({ courseId, width, height }),
};

/** The same with its bytes. */
export const imageFiles: Decider<ImageEvent['data'] | null, ImageEvent> = {
  stream,
  passing: true,
  initial: null,
  evolve: (_, { data }) => data,
};

/** The id of a file as an image of a course: the same file is one image there. */
export const imageIdOf = (courseId: Id, file: Uint8Array): Id =>
  derivedId(courseId, `image ${createHash('sha256').update(file).digest('hex')}`);
