import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Runs one layer, or what the filters name of it, its output shown as it comes. */
export const runVitest = (root: string, layer: Layer, filters: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const project = ['--config', 'tests/vitest.config.ts', '--project', `${layer}*`, '--passWithNoTests'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', ...project, ...reporters, ...filters];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const stop = () => child.kill('SIGTERM');
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    let reported = 0;
    const watch = setInterval(() => {
      if (reported === 0 && readReport(report) !== null) reported = Date.now();
      if (reported > 0 && Date.now() - reported > TO_END) child.kill('SIGKILL');
    }, 1000);
    child.once('error', fail);
    child.once('close', (code) => {
      clearInterval(watch);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      done({ report: readReport(report), exitCode: code ?? 1 });
      rmSync(folder, { recursive: true, force: true });
    });
  });
};
