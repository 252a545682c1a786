import { build } from '../build/build.ts';
import { endWith, Failure } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { check, report, type Result } from '../check/check.ts';
import { findChromium } from '../chromium.mjs';
import { findRadicale } from '../packages.mjs';
import { add, closing, none, type Counts, type Fault } from './counts.ts';
import { runAgain, runLayer, type Outcome } from './layer.ts';
import { select, stagesOf, type Layer, type Stage } from './layers.ts';
import { runVitest } from './vitest.ts';

const progress = createProgress();
const began = Date.now();
const selection = select(process.argv.slice(2));
type Entry = { name: string; seconds: number; outcome: Outcome };
const table: Entry[] = [];

const secondsSince = (moment: number): number => (Date.now() - moment) / 1000;

const timed = async (name: string, work: () => Promise<Outcome>): Promise<Entry> => {
  const from = Date.now();
  const outcome = await work();
  const entry = { name, outcome, seconds: secondsSince(from) };
  table.push(entry);
  return entry;
};

const counted = (counts: Counts): Outcome => ({ counts, failed: [], unsteady: [] });

/** What a reader of the last lines alone needs to know. */
const tell = (heading: string, faults: readonly Fault[]): void => {
  if (faults.length === 0) return;
  progress.line(`${heading}:`);
  for (const { file, test, reason } of faults) progress.line(`  ${file}  ${test}\n    ${reason}`);
  progress.line('');
};

/** Told in full at the end: tests say much beside it. */
let results: Result[] = [];

const checked = async (): Promise<Outcome> => {
  results = await check(root, progress);
  // Only its failures count: what passed there are no tests.
  return counted({ ...none, failed: results.filter(({ finding }) => finding.faults).length });
};

/** The tests start the product as people do: from what was built. A build that fails is one failure, said in full. */
const built = async (): Promise<Outcome> => {
  try {
    await build(root, progress);
    return counted(none);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    progress.line(error.message);
    return counted({ ...none, failed: 1 });
  }
};

/** Found or built once for this user; without one the tests of media are skipped and say so. */
const seekWorker = async (note: (text: string) => void): Promise<void> => {
  const { findWorker } = await import('@lyceum/media/worker');
  await findWorker(({ step, done, total }) => note(total > 0 ? `${step} ${done}/${total}` : step)).catch((error: Error) =>
    note(error.message),
  );
};

/** The browser goes to the tests by its path, or the reason why there is none: then each says it and fails. */
const environment = async (layer: Layer): Promise<NodeJS.ProcessEnv> => {
  const { LYCEUM_LAUNCHED: _, npm_lifecycle_event: __, ...env } = process.env;
  if (layer === 'integration') {
    await progress.step('Finding a CalDAV server', (note) => findRadicale(note));
    await progress.step('Finding a media worker', seekWorker);
  }
  if (layer !== 'e2e' && layer !== 'filming') return env;
  try {
    const browser: string = await progress.step('Finding a browser', (note) => findChromium({ say: note }));
    return { ...env, LYCEUM_CHROMIUM: browser };
  } catch (error) {
    progress.line((error as Error).message);
    return { ...env, LYCEUM_CHROMIUM: '', LYCEUM_NO_CHROMIUM: (error as Error).message };
  }
};

/** The rows of a stage side by side; then, by itself, what failed among them. */
const runStage = async (stage: Stage): Promise<void> => {
  const again: (() => Promise<void>)[] = [];
  const say = stage.length > 1 ? progress.line : null;
  const runOne = async (layer: Layer): Promise<void> => {
    progress.line(`\n── ${layer} ──`);
    const env = await environment(layer);
    const run = (filters: readonly string[]) => runVitest(root, layer, filters, env, say);
    const entry = await timed(layer, () => runLayer(root, selection.filters, run));
    again.push(async () => {
      const from = Date.now();
      entry.outcome = await runAgain(layer, entry.outcome, selection.filters, run);
      entry.seconds += secondsSince(from);
    });
  };
  const runRow = async (row: Stage[number]): Promise<void> => {
    for (const name of row) await (name === 'check' ? timed('check', checked) : runOne(name));
  };
  await Promise.all(stage.map(runRow));
  for (const one of again) await one();
};

try {
  // What is checked and tested is what was built; the check finds the types compiled.
  await timed('build', built);
  for (const stage of stagesOf(selection)) await runStage(stage);
  report(results, progress.line);
  progress.line('');
  const outcomes = table.map(({ outcome }) => outcome);
  const faults = (of: 'unsteady' | 'failed') => outcomes.flatMap((outcome) => outcome[of]);
  tell('Unsteady (failed beside others, held by itself)', faults('unsteady'));
  tell('Failed', faults('failed'));
  for (const { name, outcome, seconds } of table) progress.line(`${name.padEnd(12)} ${closing(outcome.counts)}  (${seconds.toFixed(1)} s)`);
  progress.line(`all of it in ${secondsSince(began).toFixed(1)} s`);
  const total = outcomes.map(({ counts }) => counts).reduce(add, none);
  const ran = total.passed + total.failed + total.skipped > 0;
  if (!ran && selection.layers.length > 0) progress.line(`No test is named so: ${selection.filters.join(' ')}`);
  progress.line(closing(total));
  process.exitCode = total.failed > 0 || (!ran && selection.layers.length > 0) ? 1 : 0;
} catch (error) {
  endWith(error);
}
