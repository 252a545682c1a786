import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

/** The folder is none of a backup, or of one that broke off (`lacking`), or of another program (`foreign`). */
export class NoBackup extends Error {
  readonly why: 'lacking' | 'foreign';

  constructor(folder: string, why: 'lacking' | 'foreign') {
    super(`${folder} is no backup`);
    this.why = why;
  }
}

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

/** What a file holds that lies in a backup already. */
export async function keptOf(folder: string, path: string, heard: (bytes: number) => void = () => {}): Promise<Kept> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    hash.update(part);
    bytes += part.length;
    heard(part.length);
  }
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

/** What a folder holds as a backup. @throws NoBackup */
export function manifestOf(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw new NoBackup(folder, 'lacking');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const sound = manifest.lyceum === 'backup' && manifest.version === 1 && manifest.files.every(({ path: file }) => isBelow(file));
  if (!sound) throw new NoBackup(folder, 'foreign');
  return manifest;
}

const isBelow = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');

/**
 * Holds the files of a backup to its manifest; gives the path of the first that is missing or not as it was, or null.
 * @param heard How many bytes more were read.
 */
export async function damagedFile(folder: string, { files }: Manifest, heard: (bytes: number) => void): Promise<string | null> {
  for (const { path, sha256, bytes } of files) {
    const there = await stat(join(folder, path)).catch(() => null);
    if (there?.size !== bytes) return path;
    if ((await keptOf(folder, path, heard)).sha256 !== sha256) return path;
  }
  return null;
}
