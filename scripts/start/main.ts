import { join } from 'node:path';
import { build } from '../build/build.ts';
import { endRunning } from '../build/run.ts';
import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { readOptions } from './options.ts';
import { builtCommands } from './processes.ts';
import { run } from './run.ts';

const progress = createProgress();

try {
  await run(
    {
      root,
      options: readOptions(process.argv.slice(2), process.env, process.cwd()),
      env: process.env,
      commands: builtCommands,
      demo: [join(root, 'backend/dist/demo/main.js')],
      prepare: async (signal) => {
        signal.addEventListener('abort', endRunning, { once: true });
        await build(root, progress);
      },
    },
    progress,
  );
  process.exit(0);
} catch (error) {
  endWith(error);
}
