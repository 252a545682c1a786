import { fileURLToPath } from 'node:url';
import { endWith } from '../../bootstrap/failure.mjs';
import { createProgress } from '../../bootstrap/progress.mjs';
import { readOptions } from '../options.ts';
import { run } from '../run.ts';

const stub = fileURLToPath(new URL('./server.mjs', import.meta.url));

try {
  const options = readOptions(process.argv.slice(2), process.env, process.cwd());
  await run(
    {
      root: options.data,
      options,
      env: process.env,
      commands: () => ({
        eventstore: (ports) => ({ args: [stub, 'eventstore', String(ports.eventstore)] }),
        mongo: (ports) => ({ args: [stub, 'mongo', String(ports.mongo)] }),
        projections: () => ({ args: [stub, 'projections', '0'] }),
        backend: () => ({ args: [stub, 'backend', String(options.port)] }),
        dashboard: (ports) => ({ args: [stub, 'dashboard', String(ports.dashboard)] }),
        media: (ports) => ({ args: [stub, 'media', String(ports.media)] }),
      }),
      demo: [fileURLToPath(new URL('./demo.mjs', import.meta.url))],
      prepare: () => Promise.resolve(),
    },
    createProgress(),
  );
  process.exit(0);
} catch (error) {
  endWith(error);
}
