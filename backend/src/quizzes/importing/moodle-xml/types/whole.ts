import { ClozeError, readCloze } from '@lyceum/contracts';
import { Unreadable } from '../../imported.ts';
import { child, says } from '../element.ts';
import type { Reading } from '../reading.ts';

/** A text with gaps has no mark of its own in Moodle: it is worth what its gaps are worth together. */
function ofGaps(text: string): number {
  try {
    return readCloze(text).gaps.reduce((sum, { weight }) => sum + weight, 0);
  } catch (error) {
    throw error instanceof ClozeError ? new Unreadable(error.message) : error;
  }
}

export function cloze(reading: Reading) {
  const text = reading.text(child(reading.question, 'questiontext'));
  return { type: 'gaps', ...(child(reading.question, 'defaultgrade') ? {} : { mark: ofGaps(text) }) };
}

export function essay(reading: Reading) {
  const { question } = reading;
  const words = Number(says(child(question, 'maxwordlimit')));
  if (Number(says(child(question, 'attachments'))) !== 0) reading.note('files cannot be handed in: that is left out');
  if (Number(says(child(question, 'minwordlimit'))) > 0) reading.note('the least number of words is left out');
  return {
    type: 'essay',
    guidance: reading.optional(child(question, 'graderinfo')),
    ...(words > 0 && { wordLimit: words }),
  };
}
