import { fewParts } from '../imported.ts';
import type { TextFormat } from '../text.ts';
import { written } from './escapes.ts';

const SCORING: Readonly<Record<string, string>> = { ALL_OR_NOTHING: 'whole', RELATIVE_NEXT_EXCLUDE_LAST: 'neighbours' };

/** `>` with settings on the first line, then an item on each line, as Moodle's own ordering questions are written. */
export function orderingQuestion(answers: string, format: TextFormat) {
  const [settings = '', ...lines] = answers.split('\n');
  const scoring = settings.split(/\s+/).flatMap((word) => SCORING[word] ?? [])[0] ?? 'places';
  const items = fewParts(lines)
    .map((line) => written(line, format).text)
    .filter((item) => item !== '');
  return { type: 'ordering', scoring, items };
}
