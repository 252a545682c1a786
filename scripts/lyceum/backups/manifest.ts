import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../bootstrap/failure.mjs';

/** A file of a backup; the path is relative, with `/`. */
export interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup holds: written last, so that one that broke off has none. */
export interface Manifest {
  readonly lyceum: 'backup';
  readonly version: 1;
  readonly made: string;
  /** The position of the last event; rows of read models are of this or an earlier one. */
  readonly position: string;
  readonly files: readonly Kept[];
}

export const MANIFEST = 'manifest.json';

/** Copies a file and says what was copied; what is written to it meanwhile is not in it. */
export async function copied(from: string, folder: string, path: string): Promise<Kept> {
  const to = join(folder, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(to, 'w', 0o600);
  await pipeline(
    createReadStream(from),
    async function* (parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    },
    file.createWriteStream({ flush: true }),
  );
  return { path, bytes, sha256: hash.digest('hex') };
}

/** All files below a folder, as relative paths with `/`. */
export async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/** What a folder holds as a backup. @throws Failure where it is none, or not whole */
export function manifestOf(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw new Failure(`${folder} is no backup, or one that broke off: it has no ${MANIFEST}`, 'Make another one', 1);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const sound = manifest.lyceum === 'backup' && manifest.version === 1 && manifest.files.every(({ path: file }) => isBelow(file));
  if (!sound) throw new Failure(`${path} is of another program`, 'Name the folder of a backup');
  return manifest;
}

const isBelow = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');

/** @throws Failure where a file is missing or not as it was */
export async function verified(folder: string, { files }: Manifest, heard: (bytes: number) => void): Promise<void> {
  let bytes = 0;
  for (const { path, sha256, bytes: size } of files) {
    const own = join(folder, path);
    const there = await stat(own).catch(() => null);
    if (there?.size !== size) throw new Failure(`${own} is missing or not as it was`, 'Take another backup: this one is damaged');
    const hash = createHash('sha256');
    for await (const part of createReadStream(own) as AsyncIterable<Buffer>) {
      hash.update(part);
      bytes += part.length;
      heard(bytes);
    }
    if (hash.digest('hex') !== sha256) throw new Failure(`${own} is not as it was`, 'Take another backup: this one is damaged');
  }
}
