import type { QuestionDraft } from '@lyceum/contracts';

/** A file of questions, and what of them it does not hold: said in the file too, so that nothing is lost in silence. */
export interface Exported {
  readonly file: string;
  /** Questions, by their place from 1, of which something stays out. */
  readonly leftOut: readonly { readonly place: number; readonly reasons: readonly string[] }[];
}

/** One question as a format writes it: its source, or null where the format has no such kind; and what is not in it, in words. */
export interface Written {
  readonly source: string | null;
  readonly reasons: readonly string[];
}

/** Writes questions as a file; the heads stand before them, for people. */
export type Write = (heads: readonly string[], drafts: readonly QuestionDraft[]) => Exported;

/** What a reason begins with in a file: which question it is about. */
export const about = (place: number, draft: QuestionDraft, reasons: readonly string[]): string =>
  `question ${place}${draft.title ? ` (${draft.title})` : ''}: ${reasons.join('; ')}`;
