import { Unreadable } from '../../imported.ts';
import { numberIn } from '../../number.ts';
import { child, children, isSet, says } from '../element.ts';
import type { Reading } from '../reading.ts';

export function shortanswer(reading: Reading) {
  const answers = reading.answers().map((answer) => ({
    text: says(answer),
    fraction: reading.fraction(answer),
    feedback: reading.feedback(answer),
  }));
  return { type: 'shortAnswer', caseSensitive: isSet(child(reading.question, 'usecase')), answers };
}

/** Moodle multiplies the right answer by a unit's number, the academy what was given: one is the other's inverse, at 15 digits. */
const inverse = (multiplier: number): number => Number((1 / multiplier).toPrecision(15));

function unitsOf({ question }: Reading) {
  const units = children(child(question, 'units'), 'unit').flatMap((unit) => {
    const name = says(child(unit, 'unit_name'));
    const multiplier = numberIn(says(child(unit, 'multiplier')) || '1');
    if (multiplier <= 0) throw new Unreadable(`the multiplier of its unit ${name} is not above 0`);
    return name === '' ? [] : [{ unit: name, multiplier: inverse(multiplier) }];
  });
  return units.length > 0 ? units : undefined;
}

/** What a missing unit costs: of the answer's own worth (1) or of the whole mark (2), as the academy counts it. */
function unitPenaltyOf(reading: Reading, fractions: readonly number[]): number | undefined {
  const kind = says(child(reading.question, 'unitgradingtype'));
  if (kind !== '1' && kind !== '2') return undefined;
  if (kind === '1' && fractions.some((fraction) => fraction > 0 && fraction < 1))
    reading.note('what a missing unit costs is taken from the whole mark, not from what an answer is worth');
  return numberIn(says(child(reading.question, 'unitpenalty')) || '0.1');
}

export function numerical(reading: Reading) {
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
  const unitPenalty = unitPenaltyOf(
    reading,
    answers.map(({ fraction }) => fraction),
  );
  return { type: 'numerical', answers, feedbackOther, units: unitsOf(reading), unitPenalty };
}
