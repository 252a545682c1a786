import type { Id, RiskModel, RiskSign } from '@lyceum/contracts';
import { breath } from '../breath.ts';
import { atThreshold, auc } from './auc.ts';
import { SIGNS } from './features.ts';
import { chanceOf, contributions, fit, type Regression } from './regression.ts';
import type { Sample } from './samples.ts';

/** So many people must have ended, and so many of each kind among them, before anything is learnt from them. */
const ENOUGH = { people: 50, each: 10 };
/** From this chance on somebody is shown as at risk. */
export const THRESHOLD = 0.5;
const FOLDS = 5;
/** Signs that are named beside a chance, and how much they must add to be. */
const NAMED = 2;
const ADDS = 0.25;

/** What was learnt: nothing where there was too little. */
export interface Learnt {
  readonly regression: Regression | null;
  readonly model: RiskModel;
}

const outcomesOf = (samples: readonly Sample[]) => samples.map(({ bad }) => bad);
const learn = (samples: readonly Sample[]) =>
  fit(
    samples.map(({ row }) => row),
    outcomesOf(samples),
  );

/** A number from 0 to 4 that hangs on the id alone. */
const foldOf = (personId: Id): string => String(Number.parseInt(personId.slice(-4), 16) % FOLDS);

/**
 * What the model says of each, learnt from the others alone: from other courses where there are several, else from other fifths of the
 * people.
 */
async function foretold(samples: readonly Sample[]): Promise<readonly number[]> {
  const several = new Set(samples.map(({ run }) => run)).size > 1;
  const groupOf = ({ run, personId }: Sample) => (several ? run : foldOf(personId));
  const models = new Map<string, Regression>();
  for (const group of new Set(samples.map(groupOf))) {
    models.set(group, learn(samples.filter((sample) => groupOf(sample) !== group)));
    await breath();
  }
  return samples.map((sample) => chanceOf(models.get(groupOf(sample))!, sample.row));
}

export async function learnt(
  samples: readonly Sample[],
  courses: readonly { readonly courseId: Id; readonly title: string }[],
  week: number,
): Promise<Learnt> {
  const [people, bad] = [samples.length, outcomesOf(samples).filter(Boolean).length];
  if (people < ENOUGH.people || Math.min(bad, people - bad) < ENOUGH.each)
    return { regression: null, model: { state: 'too-little', people, bad } };
  const scores = await foretold(samples);
  const { flagged, precision, found } = atThreshold(scores, outcomesOf(samples), THRESHOLD);
  const named = courses.filter(({ courseId }) => samples.some(({ run }) => run === courseId));
  return {
    regression: learn(samples),
    model: {
      state: 'learnt',
      week,
      people,
      bad,
      courses: named.map(({ courseId, title }) => ({ courseId, title })),
      threshold: THRESHOLD,
      auc: auc(scores, outcomesOf(samples)) ?? 0.5,
      precision,
      flagged,
      found,
    },
  };
}

/** The signs that speak most for the outcome. */
export function weighing(regression: Regression, row: readonly number[]): readonly RiskSign[] {
  return contributions(regression, row)
    .map((adds, at) => ({ adds, sign: SIGNS[at]! }))
    .filter(({ adds }) => adds >= ADDS)
    .toSorted((a, b) => b.adds - a.adds)
    .slice(0, NAMED)
    .map(({ sign }) => sign);
}
