import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { version } from './package.ts';
import { runsHere } from './probe.ts';

/** What a worker built or fetched here is good for: another distribution has other libraries. */
function kindOfMachine(): string {
  const release = (() => {
    try {
      return readFileSync('/etc/os-release', 'utf8');
    } catch {
      return '';
    }
  })();
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
  return [process.platform, process.arch, field('ID'), field('VERSION_ID')].filter(Boolean).join('-');
}

/** The folder of this user, outside of any checkout, where workers are kept (XDG base directories). */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(caches, 'lyceum', 'mediasoup-worker', `${version}-${kindOfMachine()}`);
}

const binary = (folder: string) => join(folder, 'mediasoup-worker');

/** The worker that is kept, if it runs. */
export async function cached(folder: string): Promise<string | null> {
  return (await runsHere(binary(folder))) ? binary(folder) : null;
}

/** Keeps a worker; whoever looks meanwhile sees none or the whole. Gives its path. */
export function keep(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true });
  const aside = `${binary(folder)}.${process.pid}`;
  copyFileSync(file, aside);
  chmodSync(aside, 0o755);
  renameSync(aside, binary(folder));
  return binary(folder);
}

const AGAIN = 1000;
/** A lock that nobody has touched for so long (milliseconds) was left behind. */
const LEFT_BEHIND = 30 * 60_000;

interface Holder {
  readonly host: string;
  readonly pid: number;
}

function isHeld(lock: string): boolean {
  try {
    const { host, pid } = JSON.parse(readFileSync(join(lock, 'holder'), 'utf8')) as Holder;
    if (host === hostname()) process.kill(pid, 0);
    return Date.now() - statSync(lock).mtimeMs < LEFT_BEHIND;
  } catch (error) {
    // Between the making of the lock and the name of its holder there is a moment.
    return (
      (error as NodeJS.ErrnoException).code === 'ENOENT' && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 5000
    );
  }
}

/** Only one process of this machine makes a worker at a time; the others wait, and find what it made. */
export async function alone<T>(folder: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lock = `${folder}.lock`;
  mkdirSync(join(folder, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isHeld(lock)) rmSync(lock, { recursive: true, force: true });
      else await pause(AGAIN, undefined, signal ? { signal } : {});
    }
  }
  try {
    writeFileSync(join(lock, 'holder'), JSON.stringify({ host: hostname(), pid: process.pid } satisfies Holder));
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
