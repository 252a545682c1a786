import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../bootstrap/failure.mjs';

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'its disk is full, or has less than 16 MB left',
  EDQUOT: "this user's share of the disk is used up",
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'there is a file of that name',
  ENOENT: 'the system allows no folder there',
  EIO: 'its disk answers with errors',
};

const cannot = (path: string, error: unknown): Failure => {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = (code && reasons[code]) ?? message;
  const remedy = code === 'ENOSPC' || code === 'EDQUOT' ? 'Make room, or give another' : 'Put that right, or give another';
  return new Failure(`The data folder ${path} cannot be used: ${reason}`, `${remedy}: npm start -- --data DIR`);
};

/** Written whole and on the disk before it has its name, so that a power cut leaves a secret or none. */
const writeOnce = (path: string, content: string): void => {
  const own = `${path}.${process.pid}`;
  const file = openSync(own, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
  if (process.platform === 'win32') return;
  const folder = openSync(join(path, '..'), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/**
 * Makes the folder and those above it, one at a time: where the system allows none, as under /proc, it says so of the
 * folder it refuses (a recursive mkdir reports the wrong one, or never ends).
 */
const makeFolder = (path: string): void => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  if (stat) throw Object.assign(new Error(`${path} is a file`), { code: 'EEXIST' });
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
};

/** Less than this and the stores would fail within the hour, with half a start on the disk. */
const leastRoom = 16 * 2 ** 20;

const requireRoom = (path: string): void => {
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize < leastRoom) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
};

const hasFiles = (folder: string): boolean => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
};

/**
 * The file of the root secret, made at the first start. Everything personal in the events can be read only with it,
 * so a broken or lost one is never replaced.
 */
export const secretFile = (data: string): string => {
  const path = join(data, 'secret');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    if (hasFiles(join(data, 'eventstore')))
      throw new Failure(
        `The secret ${path} is gone, but ${join(data, 'eventstore')} holds events that can be read only with it`,
        'Put it back from a backup, or start with another folder: npm start -- --data DIR',
      );
    try {
      writeOnce(path, `${randomBytes(32).toString('base64')}\n`);
    } catch (error) {
      throw cannot(data, error);
    }
    return path;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Failure(
      `The secret ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'Give this user the right to read it',
    );
  }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text))
    throw new Failure(
      `The secret ${path} is broken: it should be 32 bytes as base64`,
      'Put it back from a backup; with another one the names and addresses in the events can no longer be read',
    );
  if (process.platform !== 'win32' && stat.mode & 0o077) chmodSync(path, 0o600);
  return path;
};

export type DataFolder = { path: string; logs: string; release(): void };

/** The file that says who holds the folder; the lock itself is the operating system's. */
export const holderFile = (data: string): string => join(data, 'holder.json');

const heldBy = (data: string): string => {
  try {
    const { pid, url } = JSON.parse(readFileSync(holderFile(data), 'utf8')) as { pid: number; url: string };
    return `by the Lyceum at ${url} (process ${pid})`;
  } catch {
    return 'by another Lyceum';
  }
};

/**
 * Makes the folder, tries whether it can be written, and locks it. The lock is SQLite's on an empty database: the
 * system lets go of it when the process ends, however it ends, so none is ever stale.
 */
export const openDataFolder = (data: string): DataFolder => {
  const logs = join(data, 'logs');
  try {
    makeFolder(logs);
    requireRoom(data);
    const probe = join(data, `.probe.${process.pid}`);
    rmSync(probe, { force: true });
    writeOnce(probe, 'x'.repeat(64));
    rmSync(probe);
  } catch (error) {
    throw cannot(data, error);
  }
  const lock = new DatabaseSync(join(data, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const { errcode, message } = error as { errcode?: number; message: string };
    if (errcode === 5 || errcode === 261)
      throw new Failure(
        `The data folder ${data} is in use ${heldBy(data)}`,
        'Stop that one first, or give another folder: npm start -- --data DIR',
      );
    throw new Failure(`The lock ${join(data, 'lock')} cannot be taken (${message})`, 'Delete that file; it holds no data');
  }
  return { path: data, logs, release: () => lock.close() };
};
