// Everything from its sources, restarted when they change: the same processes, data and options as npm start.
import { join } from 'node:path';
import { build } from '../build/build.ts';
import { endRunning } from '../build/run.ts';
import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { readOptions } from '../start/options.ts';
import type { Commands } from '../start/processes.ts';
import { run } from '../start/run.ts';
import { watchSources } from './watch.ts';

const progress = createProgress();

// Decorator metadata, which Nest injects by, is not among the types that Node strips.
const withDecorators = ['--enable-source-maps', '--conditions=development', '--import', '@oxc-node/core/register'];
const stripped = ['--conditions=development'];

const commands = (_: string, data: string): Commands => ({
  eventstore: ({ eventstore }) => ({
    args: [...stripped, 'embedded/eventstore/src/main.ts', '--data', join(data, 'eventstore'), '--port', String(eventstore)],
  }),
  mongo: ({ mongo }) => ({ args: [...stripped, 'embedded/mongo/src/main.ts', '--data', join(data, 'mongo'), '--port', String(mongo)] }),
  projections: () => ({ args: [...stripped, 'projections/src/main.ts'] }),
  media: () => ({ args: [...stripped, 'media/src/main.ts'] }),
  backend: () => ({ args: [...withDecorators, 'backend/src/main.ts'] }),
  // Vite watches for itself and changes the page in place.
  dashboard: ({ dashboard }) => ({
    args: [join(root, 'node_modules/vite/bin/vite.js'), 'dev', '--host', '127.0.0.1', '--port', String(dashboard), '--strictPort'],
    cwd: join(root, 'dashboard'),
  }),
});

try {
  await run(
    {
      root,
      options: readOptions(process.argv.slice(2), process.env, process.cwd()),
      env: { ...process.env, NODE_ENV: 'development' },
      commands,
      demo: [...withDecorators, 'backend/src/demo/main.ts'],
      // The first build also makes what the dashboard resolves before it is served; a fault in it is said, not fatal.
      prepare: async (signal) => {
        signal.addEventListener('abort', endRunning, { once: true });
        await build(root, progress).catch((error: Error) => progress.line(error.message));
      },
      running: (academy, signal) => watchSources(root, academy, signal),
    },
    progress,
  );
  process.exit(0);
} catch (error) {
  endWith(error);
}
