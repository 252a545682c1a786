import { createHash } from 'node:crypto';
import type { Id, ImageEvent, ImageType } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Decider } from '../deciding/decider.ts';

/** Whose an image is: a course's, for the people in it, a webinar's slide, or a person's own photo. */
export type Owner = { readonly courseId: Id } | { readonly webinarId: Id } | { readonly personId: Id };

/** An image without its bytes. */
export interface Image {
  readonly owner: Owner;
  readonly width: number;
  readonly height: number;
}

/** The same with its bytes in base64; null where they are a forgotten person's. */
export interface ImageFile extends Image {
  readonly type: ImageType;
  readonly data: string | null;
}

const stream = (imageId: Id): string => `image-${imageId}`;

function ownerOf({ type, data }: ImageEvent): Owner {
  switch (type) {
    case 'images.ImageKept.v1':
      return { courseId: data.courseId };
    case 'images.SlideKept.v1':
      return { webinarId: data.webinarId };
    case 'images.PhotoKept.v1':
      return { personId: data.personId };
  }
}

/** `image-ID`: what one image is. */
export const images: Decider<Image | null, ImageEvent> = {
  stream,
  initial: null,
  evolve: (_, fact) => ({ owner: ownerOf(fact), width: fact.data.width, height: fact.data.height }),
};

export const imageFiles: Decider<ImageFile | null, ImageEvent> = {
  stream,
  passing: true,
  initial: null,
  evolve: (_, fact) => {
    const { type, width, height, data } = fact.data;
    return { owner: ownerOf(fact), type, width, height, data };
  },
};

/** The id of a file as an image of its owner: the same file is one image there. */
export const imageIdOf = (ownerId: Id, file: Uint8Array): Id =>
  derivedId(ownerId, `image ${createHash('sha256').update(file).digest('hex')}`);
