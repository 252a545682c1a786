import { fewQuestions, Gathering, type Imported } from '../imported.ts';
import { blocksOf } from './blocks.ts';
import { giftQuestion } from './question.ts';

/** The questions of a GIFT file (docs.moodle.org/en/GIFT_format), each read on its own so that a broken one spoils no other. */
export function readGift(file: string): Imported {
  const gathering = new Gathering();
  gathering.take(1, () => {
    const blocks = blocksOf(file.replace(/^\ufeff/, ''));
    fewQuestions(blocks.length);
    for (const { line, text, category, tags } of blocks) gathering.take(line, () => ({ draft: giftQuestion(text), category, tags }));
    return undefined;
  });
  return gathering;
}
