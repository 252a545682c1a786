import { z } from 'zod';

/** The body of a request that brings an image: an empty file has none at all. */
export const ImageFile = z.custom<Uint8Array>((body) => body instanceof Uint8Array, 'an image is sent as its bytes');
