import { child, children, says } from './element.ts';
import type { Reading } from './reading.ts';

/** Elements with something in them that the academy has no place for, in words. */
const ELEMENTS: readonly (readonly [name: string, words: string])[] = [
  ['correctfeedback', 'what is said to every right answer'],
  ['partiallycorrectfeedback', 'what is said to every partly right answer'],
  ['incorrectfeedback', 'what is said to every wrong answer'],
  ['responsetemplate', 'the text that an answer begins with'],
  ['idnumber', 'its ID number'],
];
/** What Moodle puts there by itself says nothing of its author's. */
const STANDARD = /^(?:<p>)?Your answer is (?:correct|partially correct|incorrect)\.(?:<\/p>)?$/;

/** Tells what of a question stays out. */
export function noteLeftOut({ question, note }: Reading): void {
  for (const [name, words] of ELEMENTS) {
    const text = says(child(question, name));
    if (text !== '' && !STANDARD.test(text)) note(`${words} is left out`);
  }
  const hints = children(question, 'hint');
  if (hints.some((hint) => child(hint, 'shownumcorrect') ?? child(hint, 'clearwrong')))
    note('hints only say their text: they neither count right parts nor clear wrong ones');
}
