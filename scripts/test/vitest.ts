import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Layer } from './layers.ts';

const readReport = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** How long a layer may take to end once its report is there, in milliseconds: what a failed test left behind must not hold it up. */
const TO_END = 20_000;

/** How a run ended: vitest's own report in JSON, when it left one. */
export type Run = { report: string | null; exitCode: number };

/** Runs one layer, or what the filters name of it, its output shown as it comes: by lines to `say` where it is not the only one to speak. */
export const runVitest = (
  root: string,
  layer: Layer,
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
  say: ((line: string) => void) | null,
): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const project = ['--config', 'tests/vitest.config.ts', '--project', layer, '--passWithNoTests'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', ...project, ...reporters, ...filters];
  return new Promise((done, fail) => {
    const own = say === null ? 'inherit' : 'pipe';
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', own, own] });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream && say) createInterface({ input: stream }).on('line', say);
    }
    const stop = () => child.kill('SIGTERM');
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    let reported = 0;
    const watch = setInterval(() => {
      if (reported === 0 && readReport(report) !== null) reported = Date.now();
      if (reported > 0 && Date.now() - reported > TO_END) child.kill('SIGKILL');
    }, 1000);
    child.once('error', fail);
    // Not `close`: what a test left running may hold the pipes open for as long as it likes.
    child.once('exit', (code) => {
      clearInterval(watch);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      done({ report: readReport(report), exitCode: code ?? 1 });
      rmSync(folder, { recursive: true, force: true });
    });
  });
};
