// Every command of this project begins here, on whatever Node (20 or newer) the system has: install what is missing,
// then go on with the Node that the project brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWith, Failure } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { createProgress } from './progress.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** TypeScript runs as it is, node:sqlite and Temporal are there. @param {string} version */
const isEnough = (version) => Number(version.split('.')[0]) >= 26;

/** What V8 compiled, and what was TypeScript before: kept, a start is quicker and needs no compiler in memory. */
const compiled = join(root, '.cache/compile');

const ownNode = () => {
  const path = join(root, 'node_modules/.bin/node');
  if (existsSync(path)) return path;
  throw new Failure(
    `There is no Node 26 on npm for ${process.platform}-${process.arch}, and this one is ${process.versions.node}`,
    'Install Node 26 or newer and run the command with it',
  );
};

/** @param {string} node @param {string} main */
const handOver = (node, main) => {
  const env = {
    ...process.env,
    LYCEUM_LAUNCHED: '1',
    NODE_COMPILE_CACHE: compiled,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    endWith(new Failure(`${node} does not run (${error.message})`, 'Install Node 26 and run the command with it')),
  );
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
};

/** Goes on with `main`, a file under scripts/. @param {string} main */
export const launch = async (main) => {
  try {
    if (Number(process.versions.node.split('.')[0]) < 20)
      throw new Failure(`Node ${process.versions.node} is too old`, 'Install Node 20 or newer');
    await ensureInstalled(root, createProgress());
    const path = join(root, 'scripts', main);
    if (isEnough(process.versions.node)) {
      module.enableCompileCache(compiled);
      await import(new URL(`../${main}`, import.meta.url).href);
    } else handOver(ownNode(), path);
  } catch (error) {
    endWith(error);
  }
};
