import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/** Types of image as they are kept. An SVG may run scripts and is none of them. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

interface Picture {
  readonly imageId: Id;
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  /** In base64. */
  readonly data: string;
}

/**
 * The fact of an image: stream `image-ID`, whose id derives from whose it is and the file, so that the same file is kept once. It is a
 * course's, for those in it, or a webinar's slide, for those who may be there or watch its recording, or a person's own photo, which is
 * encrypted with their key; `data` of a forgotten person's photo is null.
 */
export type ImageEvent =
  | Fact<'images.ImageKept.v1', Picture & { courseId: Id; by: Id }>
  | Fact<'images.SlideKept.v1', Picture & { webinarId: Id; by: Id }>
  | Fact<'images.PhotoKept.v1', Omit<Picture, 'data'> & { data: string | null; personId: Id; by: Id }>;
