import { Unreadable } from '../../imported.ts';
import { child, isSet, says } from '../element.ts';
import type { Reading } from '../reading.ts';

export function multichoice(reading: Reading) {
  const choices = reading.answers().map((answer) => ({
    text: reading.text(answer),
    fraction: reading.fraction(answer),
    feedback: reading.feedback(answer),
  }));
  // Where nothing is said one answer is meant.
  const single = child(reading.question, 'single');
  const type = !single || isSet(single) ? 'single' : 'multiple';
  return { type, shuffle: isSet(child(reading.question, 'shuffleanswers')), choices };
}

export function truefalse(reading: Reading) {
  const about = (word: string) => reading.answers().find((answer) => says(answer).toLowerCase() === word);
  const [yes, no] = [about('true'), about('false')];
  if (!yes || !no) throw new Unreadable('its answers are not true and false');
  const correct = reading.fraction(yes) > reading.fraction(no);
  return { type: 'trueFalse', correct, feedbackTrue: reading.feedback(yes), feedbackFalse: reading.feedback(no) };
}
