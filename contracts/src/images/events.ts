import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/** Types of image as they are kept. An SVG may run scripts and is none of them. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** The fact of an image: stream `image-ID`, whose id derives from the course and the file, so that the same file is kept once. */
export type ImageEvent = Fact<
  'images.ImageKept.v1',
  {
    imageId: Id;
    courseId: Id;
    by: Id;
    type: ImageType;
    width: number;
    height: number;
    /** In base64. */
    data: string;
  }
>;
