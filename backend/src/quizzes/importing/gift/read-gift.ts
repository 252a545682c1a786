import { Gathering, type Imported } from '../imported.ts';
import { blocksOf } from './blocks.ts';
import { giftQuestion } from './question.ts';

/** The questions of a GIFT file (docs.moodle.org/en/GIFT_format), each read on its own so that a broken one spoils no other. */
export function readGift(file: string): Imported {
  const gathering = new Gathering();
  for (const { line, text } of blocksOf(file.replace(/^\ufeff/, ''))) gathering.take(line, () => giftQuestion(text));
  return gathering;
}
