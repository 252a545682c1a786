import { z } from 'zod';

/** A file as it comes in: its bytes. */
export const FileBody = z.custom<Uint8Array>((body) => body instanceof Uint8Array, 'a file is sent as its bytes');

/** A file as it goes out. */
export const Bytes = z.string().meta({ format: 'binary' });
