import { z } from 'zod';
import { Id } from '../values.ts';

/** The largest file that is taken as an image, in bytes; what is kept of it is smaller. */
export const LARGEST_IMAGE = 8 * 1024 * 1024;

export const ImageKept = z
  .object({
    imageId: Id,
    /** Where it is shown: `![what is to be seen](url)` in any Markdown of the course. */
    url: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'ImageKept' });
export type ImageKept = z.infer<typeof ImageKept>;

/** Where an image is shown. */
export const imageUrl = (imageId: Id): string => `/api/images/${imageId}`;
