// What is installed is compared with package-lock.json itself, so that a pulled commit, another branch or an
// interrupted install are noticed without a stamp that could lie. Runs on the system's Node: no dependency here.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';

/** @param {string} file @returns {{ packages?: Record<string, { version?: string, integrity?: string, link?: boolean, optional?: boolean }> } | null} */
const readLock = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/**
 * What is missing under node_modules, in words, or null when everything the lockfile names is there.
 * npm keeps its own record of what it installed in node_modules/.package-lock.json and writes it last.
 * @param {string} root @returns {string | null}
 */
export const missing = (root) => {
  const wanted = readLock(join(root, 'package-lock.json'))?.packages;
  if (!wanted) throw new Failure('package-lock.json cannot be read', 'Restore it: git checkout package-lock.json');
  const present = readLock(join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!present) return 'nothing is installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = present[path];
    if (found ? found.version !== entry.version || found.integrity !== entry.integrity : !entry.optional) {
      return `${path.slice(path.lastIndexOf('node_modules/') + 13)} is not what package-lock.json names`;
    }
    if (entry.link && !existsSync(join(root, path))) return `${path} is missing`;
  }
  return null;
};

/** The npm that runs us, else the one on PATH. @returns {[string, string[]]} */
const npm = () => {
  const cli = process.env.npm_execpath;
  return cli && /npm(-cli)?\.c?js$/.test(cli) && existsSync(cli) ? [process.execPath, [cli]] : ['npm', []];
};

/** @param {string} root */
const ci = (root) =>
  new Promise((done, fail) => {
    const [command, args] = npm();
    const child = spawn(command, [...args, 'ci', '--include=dev', '--include=optional'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
    child.on('error', (error) => fail(new Failure(`npm cannot be run (${error.message})`, 'Install Node 20 or newer with its npm')));
    child.on('exit', (code, signal) =>
      code === 0 ? done(undefined) : fail(new Failure(`npm ci ended with ${code ?? signal}`, said.trim() || 'It said nothing more')),
    );
  });

/**
 * Installs what package-lock.json names and node_modules lacks.
 * @param {string} root @param {ReturnType<typeof import('./progress.mjs').createProgress>} progress
 */
export const ensureInstalled = async (root, progress) => {
  if (missing(root) === null) return;
  await withLock(join(root, '.cache/install.lock'), async () => {
    const why = missing(root);
    if (why === null) return;
    await progress.step(`Installing packages (npm ci: ${why})`, () => ci(root));
    const still = missing(root);
    if (still) throw new Failure(`npm ci ended well, yet ${still}`, 'Delete node_modules and try again');
  });
};
