import { fractionOf } from '@lyceum/contracts';
import { fewParts } from '../imported.ts';
import { orNone, type TextFormat } from '../text.ts';
import { written } from './escapes.ts';

/** One answer of a block: what it is worth where that is said, its source, and the feedback to it. */
export interface AnswerPart {
  readonly fraction: number | null;
  readonly source: string;
  readonly feedback: string | undefined;
}

/** The answers that a sign parts; what comes before the first sign counts only where there is something. */
export function parted(text: string, sign: string): readonly string[] {
  const parts = fewParts(text.split(sign));
  return parts[0]?.trim() === '' ? parts.slice(1) : parts;
}

/** The feedback in a text, or undefined. */
export const feedbackIn = (source: string | undefined, format: TextFormat): string | undefined =>
  source === undefined ? undefined : orNone(written(source, format).text);

/** `%50%yellow # good` as its parts. */
export function answerPart(source: string, format: TextFormat): AnswerPart {
  const [whole = '', percent] = /^\s*%(-?\d{1,3}(?:\.\d*)?)%/.exec(source) ?? [];
  const rest = source.slice(whole.length);
  const hash = rest.indexOf('#');
  return {
    fraction: percent === undefined ? null : fractionOf(percent),
    source: hash < 0 ? rest : rest.slice(0, hash),
    feedback: hash < 0 ? undefined : feedbackIn(rest.slice(hash + 1), format),
  };
}
