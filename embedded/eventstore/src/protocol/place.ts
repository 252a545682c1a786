import { LARGEST } from '../protobuf/reader.ts';

/** Where a group begins: at a revision of its stream (as both numbers), at a position of $all, or with what comes from now on. */
export type Start = 'end' | { readonly commit: number; readonly prepare: number };

/** What the source of a group is called that reads everything. */
export const ALL = '$all';

const END = -1;

const digits = (place: number): string => (place >= LARGEST ? String(2n ** 63n - 1n) : String(place));

/** A revision or a position as it is written in checkpoints, figures and settings. */
export const placeText = (place: number, ofAll: boolean): string => (ofAll ? `C:${digits(place)}/P:${digits(place)}` : digits(place));

export const startText = (start: Start, ofAll: boolean): string => {
  if (start === 'end') return placeText(END, ofAll);
  return ofAll ? `C:${digits(start.commit)}/P:${digits(start.prepare)}` : digits(start.commit);
};

const number = (text: string): number => Math.min(Number(text), LARGEST);

/** @throws Error for a text that is no place */
export const parseStart = (text: string, ofAll: boolean): Start => {
  const [, commit, prepare] = (ofAll ? /^C:(-?\d+)\/P:(-?\d+)$/ : /^(-?\d+)()$/).exec(text) ?? [];
  if (commit === undefined) throw new Error(`${text} is no ${ofAll ? 'position' : 'revision'}`);
  if (number(commit) === END) return 'end';
  return { commit: number(commit), prepare: number(prepare || commit) };
};

/** The place that a checkpoint names; undefined for a text that names none. */
export const parsePlace = (text: string, ofAll: boolean): number | undefined => {
  try {
    const start = parseStart(text, ofAll);
    return start === 'end' ? undefined : start.commit;
  } catch {
    return undefined;
  }
};
