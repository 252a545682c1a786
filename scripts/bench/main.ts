import { spawn } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { endWith, Failure } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { lines } from '../start/log.ts';
import { rowOf, table, type Row } from './rows.ts';

const progress = createProgress();

/** Runs one benchmark in a process of its own: what it left in memory must not slow the next one. `short` is its short form, if it has one. */
const run = (file: string, short: boolean, note: (text: string) => void): Promise<Row[]> =>
  new Promise((done, fail) => {
    const rows: Row[] = [];
    const child = spawn(
      process.execPath,
      ['--conditions=development', '--import', '@oxc-node/core/register', file, ...(short ? ['--short'] : [])],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const hear = lines((line) => {
      const row = rowOf(line);
      if (row) rows.push(row);
      else note(line);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        hear(chunk);
      } catch (error) {
        child.kill();
        fail(error);
      }
    });
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(rows) : fail(new Failure(`${file} ended with ${code}`, 'What it said is above'))));
  });

try {
  const { values, positionals } = parseArgs({ args: process.argv.slice(2), options: { json: { type: 'string' } }, allowPositionals: true });
  const all = globSync('tests/load/*.bench.ts', { cwd: root }).sort();
  const nameOf = (file: string) => basename(file, '.bench.ts');
  const chosen = positionals.length === 0 ? all : all.filter((file) => positionals.includes(nameOf(file)));
  if (chosen.length === 0) throw new Failure('There is no such benchmark', `There are: ${all.map(nameOf).join(', ')}`);
  await build(root, progress);

  const results: { bench: string; rows: Row[]; error?: string }[] = [];
  for (const file of chosen) {
    try {
      results.push({ bench: nameOf(file), rows: await progress.step(nameOf(file), (note) => run(file, positionals.length === 0, note)) });
    } catch (error) {
      // The others are still worth running.
      results.push({ bench: nameOf(file), rows: [], error: (error as Error).message });
      progress.line((error as Error).message);
    }
  }
  const rows = results.flatMap((result) => result.rows);
  progress.line(`\n${table(rows)}`);
  if (values.json) {
    const machine = {
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    };
    const at = resolve(process.env.INIT_CWD ?? process.cwd(), values.json);
    writeFileSync(at, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`);
    progress.line(`\nWritten to ${at}`);
  }
  process.exitCode = results.some(({ error }) => error) ? 1 : 0;
} catch (error) {
  endWith(error);
}
