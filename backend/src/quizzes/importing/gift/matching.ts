import { Unreadable } from '../imported.ts';
import type { TextFormat } from '../text.ts';
import { parted } from './answer-parts.ts';
import { showEscapes, written } from './escapes.ts';

/** `=stem -> option`, a distractor without its stem. */
export function matchingQuestion(answers: string, format: TextFormat) {
  const pairs = parted(answers, '=').map((source) => {
    const arrow = source.indexOf('->');
    if (arrow < 0) throw new Unreadable(`“${showEscapes(source).trim().slice(0, 60)}” has no -> between the two that match`);
    return { stem: written(source.slice(0, arrow), format).text, option: written(source.slice(arrow + 2), format).text };
  });
  return { type: 'matching', pairs };
}
