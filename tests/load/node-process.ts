import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { family, isAlive, signal } from '../harness/processes.ts';
import { freePort, ROOT, type Usage } from '../harness/product.ts';
import { until } from '../harness/until.ts';

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });

/** An embedded node alone, as its own process on a folder of its own: so it does not share a thread with what measures it. */
export async function startNode(name: 'eventstore' | 'mongo') {
  const folder = mkdtempSync(join(tmpdir(), `lyceum-bench-${name}-`));
  const port = await freePort();
  const program = join(ROOT, `embedded/${name}/dist/main.js`);
  const child = spawn(process.execPath, [program, '--data', join(folder, 'node'), '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = child.pid!;
  await until(`${name} accepts connections`, () => accepts(port));
  return {
    port,
    /** A folder on the same disk that the node does not use. */
    folder,
    usage: (): Usage => family(pid)[0] ?? { cpuSeconds: 0, residentMiB: 0 },
    stop: async () => {
      signal(pid, 'SIGTERM');
      await until(`${name} has ended`, () => !isAlive(pid)).finally(() => signal(pid, 'SIGKILL'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
