import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import type { BackupPlace, EventsCopy } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';
import { Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';
import { copied, filesIn, MANIFEST, type Kept, type Manifest } from './manifest.ts';

const PATH = '/api/operations/backups';

/** An empty folder to put it into. @throws Failure */
async function emptyFolder(folder: string, force: boolean): Promise<void> {
  const there = existsSync(folder) ? await readdir(folder) : [];
  if (there.length > 0 && !force) throw new Failure(`${folder} is not empty`, 'Name another folder, or replace what is in it with --force');
  for (const name of there) rmSync(join(folder, name), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * The documents as they are at one moment. All at once, since a file that is written to by another process meanwhile is begun anew; whoever
 * writes to it goes on.
 */
async function copyDocuments(data: string, folder: string): Promise<Kept[]> {
  const path = 'mongo/mongo.sqlite';
  const from = join(data, path);
  if (!existsSync(from)) return [];
  const passing = join(folder, 'documents.sqlite');
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await copyDatabase(source, passing, { rate: 2 ** 31 - 1 });
  } finally {
    source.close();
  }
  const kept = await copied(passing, folder, path);
  await rm(passing);
  return [kept];
}

async function copyOthers(data: string, folder: string): Promise<Kept[]> {
  const media = (await filesIn(join(data, 'media'))).map((path) => `media/${path}`);
  const all = existsSync(join(data, 'secret')) ? ['secret', ...media] : media;
  const kept: Kept[] = [];
  for (const path of all) kept.push(await copied(join(data, path), folder, path));
  return kept;
}

/**
 * Copies the data folder of the academy while it runs: documents first, then events, so that no read model is ahead of the log; what it lacks
 * it folds at the next start.
 */
export async function backUp(call: Call): Promise<number> {
  const { academy, flags } = call;
  const folder = word(call, 0, 'The folder for the backup');
  const bar = new Progress(flags.json ? null : process.stderr);
  const { folder: events } = await academy.get<BackupPlace>(PATH);
  if (!existsSync(events)) throw new Failure(`${events} is not on this machine`, 'Run this where the academy runs');
  const data = dirname(events);
  await emptyFolder(folder, flags.force ?? false);
  try {
    bar.show('backup · documents');
    const documents = await copyDocuments(data, folder);
    bar.show('backup · events');
    const { file, position } = await academy.post<EventsCopy>(PATH);
    const log = await copied(file, folder, 'eventstore/events.sqlite');
    await rm(file);
    bar.show('backup · files');
    const files = [...documents, log, ...(await copyOthers(data, folder))];
    const manifest: Manifest = { lyceum: 'backup', version: 1, made: new Date().toISOString(), position, files };
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    bar.end();
    const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
    say(call, { folder, position, files: files.length, bytes }, (done) => {
      const secret = files.some(({ path }) => path === 'secret') ? '; it has the secret in it: keep it as you keep that' : '';
      return `${done.files} files, ${Math.round(done.bytes / 1e6)} MB, in ${folder}: all events up to position ${position}${secret}`;
    });
    return 0;
  } finally {
    bar.end();
  }
}
