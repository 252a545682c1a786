import { build } from '../build/build.ts';
import { endWith, Failure } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { check, report } from '../check/check.ts';
import { findChromium } from '../chromium.mjs';
import { findRadicale } from '../packages.mjs';
import { add, closing, none, type Counts, type Fault } from './counts.ts';
import { runLayer } from './layer.ts';
import { select, type Layer } from './layers.ts';
import { runVitest } from './vitest.ts';

const progress = createProgress();
const selection = select(process.argv.slice(2));
const table: { name: string; counts: Counts; seconds: number }[] = [];
const failed: Fault[] = [];
const unsteady: Fault[] = [];

const timed = async (name: string, work: () => Promise<Counts>) => {
  const began = Date.now();
  const counts = await work();
  table.push({ name, counts, seconds: (Date.now() - began) / 1000 });
};

/** What a reader of the last lines alone needs to know. */
const tell = (heading: string, faults: readonly Fault[]): void => {
  if (faults.length === 0) return;
  progress.line(`${heading}:`);
  for (const { file, test, reason } of faults) progress.line(`  ${file}  ${test}\n    ${reason}`);
  progress.line('');
};

const checked = async (): Promise<Counts> => {
  const results = await check(root, progress);
  report(results, progress.line);
  // Only its failures count: what passed there are no tests.
  return { ...none, failed: results.filter(({ finding }) => finding.faults).length };
};

/** The tests start the product as people do: from what was built. A build that fails is one failure, said in full. */
const built = async (): Promise<Counts> => {
  try {
    await build(root, progress);
    return none;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    progress.line(error.message);
    return { ...none, failed: 1 };
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
  if (layer !== 'e2e') return env;
  try {
    const browser: string = await progress.step('Finding a browser', (note) => findChromium({ say: note }));
    return { ...env, LYCEUM_CHROMIUM: browser };
  } catch (error) {
    progress.line((error as Error).message);
    return { ...env, LYCEUM_CHROMIUM: '', LYCEUM_NO_CHROMIUM: (error as Error).message };
  }
};

try {
  if (selection.check) await timed('check', checked);
  await timed('build', built);
  for (const layer of selection.layers) {
    progress.line(`\n── ${layer} ──`);
    const env = await environment(layer);
    await timed(layer, async () => {
      const outcome = await runLayer(root, layer, selection.filters, (filters) => runVitest(root, layer, filters, env));
      failed.push(...outcome.failed);
      unsteady.push(...outcome.unsteady);
      return outcome.counts;
    });
  }
  progress.line('');
  tell('Unsteady (failed beside others, held by itself)', unsteady);
  tell('Failed', failed);
  for (const { name, counts, seconds } of table) progress.line(`${name.padEnd(12)} ${closing(counts)}  (${seconds.toFixed(1)} s)`);
  const total = table.map(({ counts }) => counts).reduce(add, none);
  const ran = total.passed + total.failed + total.skipped > 0;
  if (!ran && selection.layers.length > 0) progress.line(`No test is named so: ${selection.filters.join(' ')}`);
  progress.line(closing(total));
  process.exitCode = total.failed > 0 || (!ran && selection.layers.length > 0) ? 1 : 0;
} catch (error) {
  endWith(error);
}
