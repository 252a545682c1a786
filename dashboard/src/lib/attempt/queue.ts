import type { Answer, Answers } from '@lyceum/contracts';

/** An answer as this browser has it. `saved` once the server has taken exactly this one. */
export interface Kept {
  readonly answer: Answer;
  /** Rises with each edit, also from one device to the next: it is the server's time in milliseconds, or one more than before. */
  readonly sequence: number;
  readonly saved: boolean;
}

/** What a browser keeps of an open attempt, so that neither a reload nor a lost connection loses anything. */
export interface Notebook {
  readonly version: 1;
  readonly answers: Readonly<Record<string, Kept>>;
  readonly flagged: readonly number[];
  /** The question that was looked at last. */
  readonly at: number;
}

export const EMPTY: Notebook = { version: 1, answers: {}, flagged: [], at: 1 };

/** Members in one order, so that equal answers are equal texts. */
const canonical = (answer: Answer): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean => canonical(a ?? {}) === canonical(b ?? {});

/** The reader's edit of one slot. `now` is the server's time in milliseconds. */
export function edit(notebook: Notebook, slot: number, answer: Answer, now: number): Notebook {
  const before = notebook.answers[slot];
  if (before && sameAnswer(before.answer, answer)) return notebook;
  const sequence = Math.max((before?.sequence ?? -1) + 1, now);
  return { ...notebook, answers: { ...notebook.answers, [slot]: { answer, sequence, saved: false } } };
}

/** The server has taken the answer with this sequence; a later edit still waits. */
export function taken(notebook: Notebook, slot: number, sequence: number): Notebook {
  const kept = notebook.answers[slot];
  if (!kept || kept.sequence !== sequence) return notebook;
  return { ...notebook, answers: { ...notebook.answers, [slot]: { ...kept, saved: true } } };
}

/** The server does not take an answer to this slot any more: what it has is what counts. */
export function refused(notebook: Notebook, slot: number, kept: Answer | undefined): Notebook {
  const { [slot]: _, ...answers } = notebook.answers;
  return { ...notebook, answers: kept ? { ...answers, [slot]: { answer: kept, sequence: 0, saved: true } } : answers };
}

/** What the server does not have yet, the oldest edit first. */
export const waiting = (notebook: Notebook): readonly (Kept & { readonly slot: number })[] =>
  Object.entries(notebook.answers)
    .filter(([, { saved }]) => !saved)
    .map(([slot, kept]) => ({ ...kept, slot: Number(slot) }))
    .toSorted((a, b) => a.sequence - b.sequence);

/**
 * The page was loaded anew: what this browser has and the server has not yet stays and waits; of the rest the server's
 * answers are the truth, since another device may have changed them.
 */
export function mergeServer(notebook: Notebook, answers: Answers): Notebook {
  const merged: Record<string, Kept> = {};
  for (const [slot, answer] of Object.entries(answers))
    merged[slot] = { answer, sequence: notebook.answers[slot]?.sequence ?? 0, saved: true };
  for (const [slot, kept] of Object.entries(notebook.answers)) {
    if (!kept.saved) merged[slot] = sameAnswer(kept.answer, answers[slot]) ? { ...kept, saved: true } : kept;
  }
  return { ...notebook, answers: merged };
}

/** Another tab of the same browser wrote: of each slot the later edit stays, and one that either has saved is saved. */
export function mergeTab(mine: Notebook, theirs: Notebook): Notebook {
  const answers: Record<string, Kept> = { ...mine.answers };
  for (const [slot, kept] of Object.entries(theirs.answers)) {
    const own = answers[slot];
    if (!own || kept.sequence > own.sequence || (kept.sequence === own.sequence && kept.saved)) answers[slot] = kept;
  }
  return { ...mine, answers, flagged: theirs.flagged };
}

export const toggleFlag = (notebook: Notebook, slot: number): Notebook => ({
  ...notebook,
  flagged: notebook.flagged.includes(slot) ? notebook.flagged.filter((one) => one !== slot) : [...notebook.flagged, slot],
});

export const allAnswers = (notebook: Notebook): Answers =>
  Object.fromEntries(Object.entries(notebook.answers).map(([slot, { answer }]) => [slot, answer]));

/** What was kept, or an empty notebook when there was nothing or nothing that can be read. */
export function parseNotebook(text: string | null): Notebook {
  if (text === null) return EMPTY;
  try {
    const read: unknown = JSON.parse(text);
    const readable = typeof read === 'object' && read !== null && 'version' in read && read.version === 1;
    return readable ? { ...EMPTY, ...(read as Notebook) } : EMPTY;
  } catch {
    return EMPTY;
  }
}
