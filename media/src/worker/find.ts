import { buildWorker } from './build.ts';
import { alone, cached, cacheFolder } from './cache.ts';
import { fetchPrebuilt } from './prebuilt.ts';
import { runsHere } from './probe.ts';
import { NoWorker, seeking, type Tell } from './status.ts';

export { NoWorker, type Seeking } from './status.ts';

/**
 * The path of a mediasoup worker that runs here: the one that MEDIASOUP_WORKER_BIN names; else the one kept for this user; else mediasoup's
 * own for this machine; else one built from its sources. Once found it is kept.
 * @throws NoWorker whose message says what to do
 */
export async function findWorker(tell: Tell, env: NodeJS.ProcessEnv = process.env, signal?: AbortSignal): Promise<string> {
  const given = env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (await runsHere(given)) return given;
    throw new NoWorker('MEDIASOUP_WORKER_BIN names no worker that runs here: correct it, or leave it out');
  }
  const folder = cacheFolder(env);
  tell(seeking('seeking', 'Looking for a worker'));
  const kept = await cached(folder);
  if (kept) return kept;
  return alone(
    folder,
    async () => (await cached(folder)) ?? (await fetchPrebuilt(folder, tell, env).catch(() => null)) ?? buildWorker(folder, tell, signal),
    signal,
  );
}
