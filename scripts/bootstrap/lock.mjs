// Two commands started at once in one checkout must not install or build over each other. The lock is a file with
// the holder's process id; a holder that was killed leaves it behind, so a dead holder's lock is taken over.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {string} file @returns {number} 0 when there is no holder */
const holder = (file) => {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
};

/** @param {number} pid */
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
};

/** A file that appears with its content or not at all: a half-written lock would name nobody. @param {string} file */
const take = (file) => {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

/**
 * Runs `work` while no other process holds `file`; waits its turn.
 * @template T @param {string} file @param {() => Promise<T>} work @returns {Promise<T>}
 */
export const withLock = async (file, work) => {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const pid = holder(file);
    if (pid && !isAlive(pid)) {
      // Renaming first lets exactly one of several waiters remove the dead holder's lock.
      try {
        renameSync(file, `${file}.dead.${process.pid}`);
        rmSync(`${file}.dead.${process.pid}`, { force: true });
      } catch {
        // Another waiter was quicker.
      }
      continue;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
