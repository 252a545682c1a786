import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copied, damagedFile, manifestOf, MANIFEST, NoBackup, type Manifest } from '../../../stores/src/backups/manifest.ts';
import { Failure } from '../../bootstrap/failure.mjs';
import { openDataFolder } from '../../start/data-folder.ts';
import { Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';

/** What of a data folder a backup holds. */
const PARTS = ['eventstore', 'mongo', 'media', 'secret'];

/** Moves what is there aside. @throws Failure unless that is wanted */
function clear(data: string, force: boolean): string | null {
  const there = PARTS.filter((part) => existsSync(join(data, part)));
  if (there.length === 0) return null;
  if (!force)
    throw new Failure(
      `${data} has an academy in it (${there.join(', ')})`,
      'Give another folder with --data, or move that one aside with --force',
    );
  const aside = join(data, `replaced-${new Date().toISOString().replaceAll(':', '-')}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const part of there) renameSync(join(data, part), join(aside, part));
  return aside;
}

/** What the folder holds, once it was held to that. @throws Failure where it is no backup, or not as it was */
async function whole(folder: string, bar: Progress): Promise<Manifest> {
  try {
    const manifest = manifestOf(folder);
    let read = 0;
    const damaged = await damagedFile(folder, manifest, (bytes) => bar.show(`restore · verified ${Math.round((read += bytes) / 1e6)} MB`));
    if (damaged === null) return manifest;
    throw new Failure(`${join(folder, damaged)} is missing or not as it was`, 'Take another backup: this one is damaged');
  } catch (error) {
    if (!(error instanceof NoBackup)) throw error;
    if (error.why === 'foreign') throw new Failure(`${join(folder, MANIFEST)} is of another program`, 'Name the folder of a backup');
    throw new Failure(`${folder} is no backup, or one that broke off: it has no ${MANIFEST}`, 'Make another one');
  }
}

/** The secret may have been kept apart and put into the folder since. Gives whether there is one. */
async function restoreSecret(folder: string, data: string, { files }: Manifest): Promise<boolean> {
  if (files.some(({ path }) => path === 'secret')) return true;
  if (!existsSync(join(folder, 'secret'))) return false;
  await copied(join(folder, 'secret'), data, 'secret');
  return true;
}

/** Puts a backup into a data folder that no academy runs on. */
export async function restore(call: Call): Promise<number> {
  const { flags } = call;
  const folder = word(call, 0, 'The folder of the backup');
  const data = resolve(flags.data ?? (process.env['LYCEUM_DATA'] || 'data'));
  const bar = new Progress(flags.json ? null : process.stderr);
  try {
    const manifest = await whole(folder, bar);
    const held = openDataFolder(data);
    try {
      const aside = clear(data, flags.force ?? false);
      for (const { path, sha256 } of manifest.files) {
        bar.show(`restore · ${path}`);
        const written = await copied(join(folder, path), data, path);
        if (written.sha256 !== sha256)
          throw new Failure(`${join(data, path)} was not written as it is in the backup`, 'Try again with --force');
      }
      const secret = await restoreSecret(folder, data, manifest);
      bar.end();
      const { position, made, files } = manifest;
      say(call, { data, position, made, files: files.length, aside }, () =>
        [
          `${files.length} files of ${made} in ${data}: all events up to position ${position}.`,
          ...(aside ? [`What was there lies in ${aside}.`] : []),
          ...(secret ? [] : [`The root secret is not in it: put it to ${join(data, 'secret')}, or set LYCEUM_SECRET, before the start.`]),
          `Start it: npm start -- --data ${data}`,
        ].join('\n'),
      );
      return 0;
    } finally {
      held.release();
    }
  } finally {
    bar.end();
  }
}
