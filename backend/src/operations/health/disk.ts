import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** How full the disk is that the data lie on, and how much of it is whose; bytes. */
export interface Disk {
  readonly free: number;
  readonly total: number;
  readonly sizes: Readonly<Record<'events' | 'documents' | 'recordings', number>>;
}

/** The folders of `npm start` within the data folder. */
const PARTS = { events: 'eventstore', documents: 'mongo', recordings: 'media' } as const;

/** Sizes change slowly, and folders are walked through for them; milliseconds. */
const FRESH = 30_000;

/** The disk of the data folder, looked at now and then. */
export class DataFolder {
  private last: { readonly at: number; readonly disk: Promise<Disk | null> } | undefined;

  constructor(private readonly folder: string | null) {}

  /** Null where the data lie elsewhere, on machines of their own. */
  disk(): Promise<Disk | null> {
    const now = performance.now();
    if (!this.last || now - this.last.at > FRESH) this.last = { at: now, disk: this.look().catch(() => null) };
    return this.last.disk;
  }

  private async look(): Promise<Disk | null> {
    if (this.folder === null) return null;
    const { folder } = this;
    const { bavail, blocks, bsize } = await statfs(folder);
    const sizes = Object.entries(PARTS).map(async ([name, part]) => [name, await sizeOf(join(folder, part))] as const);
    return { free: bavail * bsize, total: blocks * bsize, sizes: Object.fromEntries(await Promise.all(sizes)) as Disk['sizes'] };
  }
}

/** All files below a path; what goes away meanwhile counts for nothing. */
async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isDirectory()) return found?.size ?? 0;
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
