import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Backup, BackupList } from '@lyceum/contracts';
import { copied, MANIFEST, manifestOf } from '../../../stores/src/backups/manifest.ts';
import { Failure } from '../../bootstrap/failure.mjs';
import { barText, Pace, Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';

const PATH = '/api/operations/backups';
const AGAIN = 300;

/** An empty folder to put it into. @throws Failure */
async function emptyFolder(folder: string, force: boolean): Promise<void> {
  const there = existsSync(folder) ? await readdir(folder) : [];
  if (there.length > 0 && !force) throw new Failure(`${folder} is not empty`, 'Name another folder, or replace what is in it with --force');
  for (const name of there) await rm(join(folder, name), { recursive: true });
  await mkdir(dirname(resolve(folder)), { recursive: true });
}

/** Waits until a backup is made, and shows how far it is. @throws Failure */
async function made({ academy }: Call, name: string, bar: Progress): Promise<Backup> {
  const pace = new Pace(0);
  for (;;) {
    const { items, now, failure } = await academy.get<BackupList>(PATH);
    const found = items.find((one) => one.name === name);
    if (now?.name !== name && found && found.state !== 'broken-off') return found;
    if (failure?.name === name) throw new Failure(`The backup came to nothing: ${failure.reason}`, 'Put that right, and give it again');
    if (now?.name !== name) throw new Failure(`The backup ${name} is there no longer`, 'Give it again');
    const [done, total] = [Math.round(now.done / 1e6), Math.round(now.total / 1e6)];
    bar.show(barText('backup', { done, total, of: 'MB', doing: now.step, ...pace.at(done, total) }));
    await pause(AGAIN);
  }
}

/** Takes it to where it is wanted; to another disk file by file. */
async function moved(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
  }
  for (const { path, sha256 } of manifestOf(from).files)
    if ((await copied(join(from, path), to, path)).sha256 !== sha256)
      throw new Failure(`${join(to, path)} was not written as it is in the backup`, `The backup lies in ${from}`);
  await copied(join(from, MANIFEST), to, MANIFEST);
  await rm(from, { recursive: true });
}

/** Has the academy back itself up while it runs, and puts that into a folder on its machine. */
export async function backUp(call: Call): Promise<number> {
  const { academy, flags } = call;
  const folder = word(call, 0, 'The folder for the backup');
  const { data } = await academy.get<BackupList>(PATH);
  if (data !== null && !existsSync(data)) throw new Failure(`${data} is not on this machine`, 'Run this where the academy runs');
  await emptyFolder(folder, flags.force ?? false);
  const bar = new Progress(flags.json ? null : process.stderr);
  try {
    const { name } = await academy.post<{ name: string }>(PATH);
    const backup = await made(call, name, bar);
    if (backup.damaged !== null)
      throw new Failure(`${backup.damaged} is not as it was written`, `Look at the disk; it lies in ${backup.folder}`);
    await moved(backup.folder, folder);
    bar.end();
    const { position, files, bytes, secret } = backup;
    say(call, { folder, position, files, bytes }, () => {
      const has = secret ? '; it has the secret in it: keep it as you keep that' : '';
      return `${files} files, ${Math.round(bytes / 1e6)} MB, in ${folder}: all events up to position ${position}${has}`;
    });
    return 0;
  } finally {
    bar.end();
  }
}
