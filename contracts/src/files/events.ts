import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';
import type { FileType } from './requests.ts';

/**
 * Facts of a file that somebody gave to others: stream `file-ID`. Its bytes come first, in parts as large as an append takes; it is there
 * once it is said to be kept. `placeId` is what it was given for: those who may see the place may have the file.
 */
export type FileEvent =
  | Fact<'files.PartKept.v1', { fileId: Id; ownerId: Id; part: number; data: string }>
  | Fact<'files.FileKept.v1', { fileId: Id; ownerId: Id; placeId: Id; name: string; type: FileType; size: number; parts: number }>;
