import type { RiskSign } from '@lyceum/contracts';
import type { Standing } from '../standing.ts';

/** What the model looks at, in the order of a row of numbers. */
export const SIGNS: readonly RiskSign[] = [
  'use',
  'recentUse',
  'days',
  'silence',
  'missing',
  'late',
  'results',
  'lastResult',
  'noResult',
  'early',
];

/** Days after which longer silence says no more. */
const SILENT = 60;
const WEEK = 7;
/** What stands for results where there are none: whether there are is a sign of its own. */
const UNKNOWN = 0.5;

/** Somebody in numbers at the end of a day. `began` is the day from which their weeks are counted, `expected` how many parts are by then. */
export function featuresOf(standing: Standing, day: number, began: number, expected: number): readonly number[] {
  const { member, used, lately, days, last, in: inHand, late, missing, mean, newest } = standing;
  return [
    Math.log1p(used),
    Math.log1p(lately),
    Math.log1p(days),
    Math.min(SILENT, last === null ? SILENT : day - last) / WEEK,
    expected > 0 ? missing / expected : 0,
    inHand > 0 ? late / inHand : 0,
    mean ?? UNKNOWN,
    newest?.share ?? UNKNOWN,
    inHand > 0 ? 0 : 1,
    Math.min(200, Math.max(0, began - member.since)) / 30,
  ];
}
