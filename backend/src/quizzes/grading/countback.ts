import type { Answer, GapAnswer } from '@lyceum/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { QuestionOf } from './by-type.ts';
import { judgeGap } from './gaps.ts';

/** Each stem counts from the try on from which it was right and stayed right. */
function matchingAfter({ stems }: QuestionOf<'matching'>, tries: readonly Answer[], penalty: number): number {
  const worth = stems.map(({ id, option }) => {
    const lastWrong = tries.findLastIndex(({ pairs }) => pairs?.[id] !== option);
    return lastWrong === tries.length - 1 ? 0 : Math.max(0, 1 - (lastWrong + 1) * penalty);
  });
  return worth.reduce((sum, one) => sum + one, 0) / stems.length;
}

/** Each gap counts as it was left, less the tries before it was last changed. */
function gapsAfter({ gaps }: QuestionOf<'gaps'>, tries: readonly Answer[], penalty: number): number {
  const whole = gaps.reduce((sum, { weight }) => sum + weight, 0);
  const worth = gaps.map((gap) => {
    const given = tries.map(({ gaps: all = {} }): GapAnswer => (Object.hasOwn(all, gap.id) ? (all[gap.id] ?? {}) : {}));
    const changed = given.findLastIndex((one, index) => index > 0 && !isDeepStrictEqual(one, given[index - 1]));
    return gap.weight * Math.max(0, judgeGap(gap, given.at(-1)).fraction - Math.max(0, changed) * penalty);
  });
  return whole > 0 ? worth.reduce((sum, one) => sum + one, 0) / whole : 0;
}

/**
 * What the parts of a question are worth after several tries: what was right early is not charged for what was wrong beside it.
 */
export function countedBack(question: QuestionOf<'matching' | 'gaps'>, tries: readonly Answer[], penalty: number): number {
  return question.type === 'matching' ? matchingAfter(question, tries, penalty) : gapsAfter(question, tries, penalty);
}
