import { chmodSync, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { arch, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { keep } from './cache.ts';
import { releases, version } from './package.ts';
import { runsHere } from './probe.ts';
import { NoWorker, seeking, type Tell } from './status.ts';

/** Milliseconds for the whole download. */
const PATIENCE = 120_000;

/** The name under which mediasoup releases a worker for this machine (npm-scripts.mjs of its package). */
function releaseName(): string {
  const kernel = platform() === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${platform()}-${arch()}${kernel}.tgz`;
}

/**
 * Fetches the worker that mediasoup has built for machines like this one into `folder`; gives its path.
 * @throws NoWorker
 */
export async function fetchPrebuilt(folder: string, tell: Tell, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  tell(seeking('downloading', 'Fetching the worker that mediasoup has built for machines like this one'));
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || releases;
  const room = await mkdtemp(join(tmpdir(), 'lyceum-worker-'));
  try {
    const response = await fetch(`${base}/${version}/${releaseName()}`, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok || !response.body) throw new NoWorker(`mediasoup has no worker for this machine (${response.status})`);
    const archive = join(room, 'worker.tgz');
    await pipeline(response.body, createWriteStream(archive));
    await extract({ file: archive, cwd: room, strict: true });
    const file = join(room, 'mediasoup-worker');
    chmodSync(file, 0o755);
    if (!(await runsHere(file))) throw new NoWorker('The worker that mediasoup has built does not run on this machine');
    return keep(folder, file);
  } catch (error) {
    if (error instanceof NoWorker) throw error;
    throw new NoWorker(`The worker could not be fetched (${error instanceof Error ? error.message : String(error)})`);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
