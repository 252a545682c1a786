import type { createProgress } from '../bootstrap/progress.mjs';
import { lanes, type Finding, type Step } from './steps.ts';

export type Result = { name: string; finding: Finding };

const failed = new Error('has faults');

/** Runs one step; it shows as failed while the others go on. */
const run = async (step: Step, progress: ReturnType<typeof createProgress>): Promise<Result> => {
  let finding: Finding = { faults: 'did not run' };
  try {
    await progress.step(step.name, async () => {
      finding = await step.run();
      if (finding.faults) throw failed;
    });
  } catch (error) {
    if (error !== failed) finding = { faults: (error as Error).stack ?? String(error) };
  }
  return { name: step.name, finding };
};

/** Everything that CI checks. */
export const check = async (root: string, progress: ReturnType<typeof createProgress>): Promise<Result[]> => {
  const results = await Promise.all(
    lanes(root).map(async (lane) => {
      const done: Result[] = [];
      for (const step of lane) done.push(await run(step, progress));
      return done;
    }),
  );
  return results.flat();
};

/** What was found, in full, hints first: the faults are what a reader should see last. */
export const report = (results: Result[], line: (text: string) => void): void => {
  for (const { name, finding } of results) if (finding.hints) line(`\n${name}, to look at again:\n${finding.hints}`);
  for (const { name, finding } of results) if (finding.faults) line(`\n${name}:\n${finding.faults}`);
};
