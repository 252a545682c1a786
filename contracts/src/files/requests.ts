import { z } from 'zod';
import { Id, Line } from '../values.ts';

/** The largest file that is taken, in bytes. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** Kinds of file that are taken. What a browser would run (HTML, SVG, scripts) is none of them. */
export const FILE_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'text/plain',
  'text/markdown',
  'text/csv',
] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** The name that a file is given with. */
export const KeepFileQuery = z.object({ name: Line });
export type KeepFileQuery = z.infer<typeof KeepFileQuery>;

/** A file as it is listed; `size` in bytes. */
export const FileItem = z.object({ fileId: Id, name: z.string(), type: z.enum(FILE_TYPES), size: z.int() }).meta({ id: 'FileItem' });
export type FileItem = z.infer<typeof FileItem>;
