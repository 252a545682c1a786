import type { TextFormat } from '../text.ts';
import { answerPart, parted } from './answer-parts.ts';
import { written } from './escapes.ts';

/** `=right ~wrong ~%50%half`: several may be chosen where none is right alone. */
export function choicesQuestion(answers: string, format: TextFormat) {
  const several = !answers.includes('=');
  const choices = parted(answers.replaceAll('=', '~='), '~').map((source) => {
    const right = source.trimStart().startsWith('=');
    const part = answerPart(right ? source.trimStart().slice(1) : source, format);
    return { text: written(part.source, format).text, fraction: part.fraction ?? (right ? 1 : 0), feedback: part.feedback };
  });
  return { type: several ? 'multiple' : 'single', shuffle: true, choices };
}
