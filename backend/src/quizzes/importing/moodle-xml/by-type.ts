import { fewParts, Unreadable } from '../imported.ts';
import { numberIn } from '../number.ts';
import { child, children, isSet, says } from './element.ts';
import type { Reading } from './reading.ts';

function multichoice(reading: Reading) {
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

function truefalse(reading: Reading) {
  const about = (word: string) => reading.answers().find((answer) => says(answer).toLowerCase() === word);
  const [yes, no] = [about('true'), about('false')];
  if (!yes || !no) throw new Unreadable('its answers are not true and false');
  const correct = reading.fraction(yes) > reading.fraction(no);
  return { type: 'trueFalse', correct, feedbackTrue: reading.feedback(yes), feedbackFalse: reading.feedback(no) };
}

function shortanswer(reading: Reading) {
  const answers = reading.answers().map((answer) => ({
    text: says(answer),
    fraction: reading.fraction(answer),
    feedback: reading.feedback(answer),
  }));
  return { type: 'shortAnswer', caseSensitive: isSet(child(reading.question, 'usecase')), answers };
}

function numerical(reading: Reading) {
  if (Number(says(child(reading.question, 'unitgradingtype'))) > 0) throw new Unreadable('its units are graded: that is not supported yet');
  let feedbackOther: string | undefined;
  const answers = reading.answers().flatMap((answer) => {
    const number = says(answer);
    const fraction = reading.fraction(answer);
    if (number !== '*') {
      const tolerance = Math.abs(numberIn(says(child(answer, 'tolerance')) || '0'));
      return [{ number: numberIn(number), tolerance, fraction, feedback: reading.feedback(answer) }];
    }
    if (fraction !== 0) throw new Unreadable('any number at all (*) cannot be worth something');
    feedbackOther ??= reading.feedback(answer);
    return [];
  });
  return { type: 'numerical', answers, feedbackOther };
}

function matching(reading: Reading) {
  const pairs = fewParts(children(reading.question, 'subquestion')).map((subquestion) => ({
    stem: reading.text(subquestion),
    option: reading.text(child(subquestion, 'answer')),
  }));
  return { type: 'matching', pairs };
}

/** The question types of Moodle that the academy knows, by the name that the file gives them. */
export const BY_TYPE: Readonly<Record<string, (reading: Reading) => object>> = {
  multichoice,
  truefalse,
  shortanswer,
  numerical,
  matching,
  match: matching,
};

/** What other types are called, for people. */
export const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['essay', 'essay questions'],
  ['description', 'texts without a question'],
  ['cloze', 'texts with gaps (cloze)'],
  ['multianswer', 'texts with gaps (cloze)'],
  ['ordering', 'ordering questions'],
  ['calculated', 'calculated questions'],
  ['calculatedsimple', 'calculated questions'],
  ['calculatedmulti', 'calculated questions'],
  ['randomsamatch', 'random matching questions'],
  ['gapselect', 'gaps with a list of words'],
  ['ddwtos', 'gaps to drag words into'],
  ['ddmarker', 'markers to drag onto an image'],
  ['ddimageortext', 'images to drag onto an image'],
]);
