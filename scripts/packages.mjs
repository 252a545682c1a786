// Packages of the distribution that tests can use: installed where this user may do so, left alone elsewhere.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether `install` can do anything here. */
export const mayInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs packages of Debian or Ubuntu. Rejects with what apt-get said. @param {string[]} names */
export const install = async (...names) => {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 600_000, maxBuffer: 2 ** 26 };
  await run('apt-get', ['update', '-q'], options);
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], options);
};

const hasRadicale = () =>
  run('radicale', ['--version']).then(
    () => true,
    () => false,
  );

/** Sees to the CalDAV server that the sync of calendars is tried with; without it those tests are skipped and say so. @param {(text: string) => void} say */
export const findRadicale = async (say) => {
  if ((await hasRadicale()) || !mayInstall()) return;
  say('installing radicale by apt-get');
  await install('radicale').catch(() => undefined);
};
