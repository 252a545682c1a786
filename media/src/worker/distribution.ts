import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { NoWorker, seeking, type Tell } from './status.ts';

const run = promisify(execFile);

/** What Debian and Ubuntu call the tools and libraries that a worker is built with. */
export const PACKAGES = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
] as const;

/** Those of the packages that are not installed. */
async function lacking(): Promise<readonly string[]> {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...PACKAGES]).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  const installed = new Set(stdout.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])));
  return PACKAGES.filter((name) => !installed.has(name));
}

/** Sees to the distribution's packages: installs them where this user may. @throws NoWorker */
export async function seeToPackages(tell: Tell): Promise<void> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) {
    throw new NoWorker('A worker can be built here on Debian and Ubuntu alone: set MEDIASOUP_WORKER_BIN to one for this machine');
  }
  const missing = await lacking();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new NoWorker(`To build a worker, install what it needs and start again: sudo apt-get install ${missing.join(' ')}`);
  }
  tell(seeking('installing', `Installing ${missing.join(', ')}`));
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 900_000, maxBuffer: 2 ** 26 };
  try {
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], options);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(error);
    throw new NoWorker(`apt-get could not install ${missing.join(' ')} (${said})`);
  }
}
