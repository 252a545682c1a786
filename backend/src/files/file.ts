import type { FileEvent, FileItem, Id } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';

/** A file without its bytes: how many parts of it are here, and what it is once it is whole. */
export interface KeptFile {
  readonly parts: number;
  readonly whole: (FileItem & { readonly ownerId: Id; readonly placeId: Id }) | null;
}

const stream = (fileId: Id): string => `file-${fileId}`;

/** `file-ID`: one file, from its first part on. */
export const files: Decider<KeptFile, FileEvent> = {
  stream,
  initial: { parts: 0, whole: null },
  evolve: (file, { type, data }) => {
    if (type === 'files.PartKept.v1') return { ...file, parts: data.part + 1 };
    const { parts: _, ...whole } = data;
    return { ...file, whole };
  },
};

/** Its bytes, part by part, in base64; null in the place of what is forgotten. */
export const fileParts: Decider<readonly (string | null)[], FileEvent> = {
  stream,
  passing: true,
  initial: [],
  evolve: (parts, { type, data }) => (type === 'files.PartKept.v1' ? [...parts, data.data] : parts),
};
