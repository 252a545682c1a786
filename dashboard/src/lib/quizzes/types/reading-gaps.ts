import { ClozeError, readCloze, type Gap } from '@lyceum/contracts';

type Read = { readonly text: string; readonly gaps: readonly Gap[] } | { readonly mistake: string };

/** A cloze text while it is written: with its gaps, or what cannot be read in it. */
export function readingGaps(source: string): Read {
  try {
    return readCloze(source);
  } catch (error) {
    if (error instanceof ClozeError) return { mistake: error.message };
    throw error;
  }
}
