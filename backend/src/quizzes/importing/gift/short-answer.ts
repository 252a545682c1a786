import type { TextFormat } from '../text.ts';
import { answerPart, parted } from './answer-parts.ts';
import { showEscapes } from './escapes.ts';

/** `=Frog =%50%Cat`, each a text to be typed; full where nothing else is said. */
export function shortAnswerQuestion(answers: string, format: TextFormat) {
  const texts = parted(answers, '=').map((source) => {
    const part = answerPart(source, format);
    const text = showEscapes(part.source.trim().replace(/^\[(?:html|markdown|plain|moodle)\]/, '')).trim();
    return { text, fraction: part.fraction ?? 1, feedback: part.feedback };
  });
  return { type: 'shortAnswer', caseSensitive: false, answers: texts };
}
