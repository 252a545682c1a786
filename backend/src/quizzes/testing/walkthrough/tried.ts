import type { Behaviour } from '@lyceum/contracts';
import type { Given } from '../../grading/by-behaviour.ts';
import { judge } from '../../grading/grade.ts';
import { isComplete, triesOf, type Tried, type Tries } from '../../grading/tries.ts';
import type { Step, Walk } from './walkthrough.ts';

/** How Moodle calls what the academy has. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  deferredfeedback: 'deferred',
  interactive: 'interactive',
  deferredcbm: 'certainty',
};

/** The rule by its name there; undefined where the academy has none like it. */
export const behaviourOf = (preferred: string | undefined): Behaviour | undefined => BEHAVIOURS[preferred ?? ''];

/** The tries of one slot: after a wrong one nothing is checked until "try again" was pressed, and what is incomplete is no try. */
function triesAt({ paper }: Walk, slot: number, steps: readonly Step[]): Tried | undefined {
  const question = paper.slots[slot - 1]?.question;
  let [tried, waits] = [undefined as Tried | undefined, false];
  for (const { answers, checked, triedAgain } of steps) {
    if (triedAgain.includes(slot)) waits = false;
    const answer = answers[slot];
    if (!question || !answer || waits || tried?.over || !checked.includes(slot) || !isComplete(question, answer)) continue;
    const all = [...(tried?.answers ?? []), answer];
    const over = judge(question, answer).fraction === 1 || all.length >= triesOf(question);
    tried = { answers: all, sequence: all.length, over };
    waits = !over;
  }
  return tried;
}

/** What was given in an attempt, by all its steps. */
export function givenIn(walk: Walk, behaviour: Behaviour): Given {
  const tries = walk.paper.slots.flatMap(({ slot }) => {
    const tried = triesAt(walk, slot, walk.steps);
    return tried ? [[slot, tried] as const] : [];
  });
  return { behaviour, answers: walk.steps.at(-1)?.answers ?? {}, tries: Object.fromEntries(tries) satisfies Tries };
}
