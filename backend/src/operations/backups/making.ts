import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import { instant, type BackupStep } from '@lyceum/contracts';
import { copied, filesIn, keptOf, MANIFEST, type Kept, type Manifest } from '@lyceum/stores';
import { copyEvents } from './events-copy.ts';

const DOCUMENTS = 'mongo/mongo.sqlite';
const EVENTS = 'eventstore/events.sqlite';

/** Told of each step, and of how many bytes more are done. */
export type Heard = (step: BackupStep, bytes: number) => void;

/** The files of a data folder that go into a backup as they are. */
async function others(data: string): Promise<string[]> {
  const media = (await filesIn(join(data, 'media'))).map((path) => `media/${path}`);
  return existsSync(join(data, 'secret')) ? ['secret', ...media] : media;
}

/** How large a backup of the data folder will be, about; bytes. */
export async function expectedSize(data: string): Promise<number> {
  const paths = [DOCUMENTS, EVENTS, ...(await others(data))];
  const sizes = await Promise.all(paths.map((path) => stat(join(data, path)).catch(() => null)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

/**
 * The documents as they are at one moment. All at once, since a file that is written to by another process meanwhile is begun anew; whoever
 * writes to it goes on.
 */
async function copyDocuments(data: string, folder: string, heard: Heard): Promise<Kept[]> {
  if (!existsSync(join(data, DOCUMENTS))) return [];
  await mkdir(dirname(join(folder, DOCUMENTS)), { mode: 0o700 });
  const source = new DatabaseSync(join(data, DOCUMENTS), { readOnly: true });
  try {
    await copyDatabase(source, join(folder, DOCUMENTS), { rate: 2 ** 31 - 1 });
  } finally {
    source.close();
  }
  await chmod(join(folder, DOCUMENTS), 0o600);
  return [await keptOf(folder, DOCUMENTS, (bytes) => heard('documents', bytes))];
}

async function takeEvents(url: string, folder: string, heard: Heard): Promise<{ position: string; kept: Kept }> {
  const { file, position } = await copyEvents(url);
  await mkdir(dirname(join(folder, EVENTS)), { mode: 0o700 });
  await rename(file, join(folder, EVENTS));
  await chmod(join(folder, EVENTS), 0o600);
  return { position, kept: await keptOf(folder, EVENTS, (bytes) => heard('events', bytes)) };
}

/**
 * Copies the data folder of the academy while it runs: documents first, then events, so that no read model is ahead of the log; what it lacks
 * it folds at the next start.
 */
export async function makeBackup(data: string, eventStoreUrl: string, folder: string, heard: Heard): Promise<Manifest> {
  heard('documents', 0);
  const documents = await copyDocuments(data, folder, heard);
  heard('events', 0);
  const { position, kept } = await takeEvents(eventStoreUrl, folder, heard);
  const files = [...documents, kept];
  for (const path of await others(data)) {
    const file = await copied(join(data, path), folder, path);
    files.push(file);
    heard('files', file.bytes);
  }
  const manifest: Manifest = { lyceum: 'backup', version: 1, made: instant(Date.now()), position, files };
  await writeWhole(join(folder, MANIFEST), manifest);
  return manifest;
}

/** A file has its name only when it is whole. */
export async function writeWhole(path: string, content: object): Promise<void> {
  const own = `${path}.new`;
  try {
    await writeFile(own, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(own, path);
  } finally {
    await rm(own, { force: true });
  }
}
