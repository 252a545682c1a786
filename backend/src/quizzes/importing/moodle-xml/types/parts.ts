import { fewParts } from '../../imported.ts';
import { child, children, says } from '../element.ts';
import type { Reading } from '../reading.ts';

export function matching(reading: Reading) {
  const pairs = fewParts(children(reading.question, 'subquestion')).map((subquestion) => ({
    stem: reading.text(subquestion),
    option: reading.text(child(subquestion, 'answer')),
  }));
  return { type: 'matching', pairs };
}

const SCORING: Readonly<Record<string, string>> = {
  '': 'places',
  ABSOLUTE_POSITION: 'places',
  ALL_OR_NOTHING: 'whole',
  RELATIVE_NEXT_EXCLUDE_LAST: 'neighbours',
  RELATIVE_NEXT_INCLUDE_LAST: 'neighbours',
};

export function ordering(reading: Reading) {
  const { question } = reading;
  const way = says(child(question, 'gradingtype')).toUpperCase();
  const scoring = SCORING[way];
  if (scoring === undefined || way === 'RELATIVE_NEXT_INCLUDE_LAST')
    reading.note(`it is graded by ${scoring === 'neighbours' ? 'neighbours' : 'places'}, not by ${way}`);
  if (['RANDOM', 'CONTIGUOUS'].includes(says(child(question, 'selecttype')).toUpperCase()))
    reading.note('all of its items are asked, not some of them');
  if (reading.answers().some((answer) => reading.feedback(answer))) reading.note('what is said to single items is left out');
  return { type: 'ordering', scoring: scoring ?? 'places', items: reading.answers().map((answer) => reading.text(answer)) };
}
