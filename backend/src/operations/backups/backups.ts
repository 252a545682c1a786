import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BackupName,
  Instant,
  instant,
  LastBackup,
  type Backup,
  type BackupList,
  type BackupStep,
  type BackupWork,
} from '@lyceum/contracts';
import { damagedFile, manifestOf, type Manifest } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config.ts';
import { Refused } from '../../deciding/refused.ts';
import { Log } from '../../log.ts';
import { eventsFolder } from './events-copy.ts';
import { expectedSize, makeBackup, writeWhole } from './making.ts';

/** What was found when a backup was last held to its manifest, in a file beside that. */
const Verified = z.object({ at: Instant, damaged: z.string().nullable() });
const VERIFIED = 'verified.json';
const LAST = 'last.json';

/** The last backup, and since when there is no newer one: that of the data folder where there is none. */
export interface BackupStanding {
  readonly last: LastBackup | null;
  readonly since: Instant;
}

/** Backups of the data folder, in a folder within it. One is made or verified at a time. */
@Injectable()
export class Backups {
  private now: BackupWork | null = null;
  private failure: BackupList['failure'] = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly logger: Log,
  ) {}

  private get folder(): string | null {
    return this.config.dataFolder === null ? null : join(this.config.dataFolder, 'backups');
  }

  async list(): Promise<BackupList> {
    const { folder, now, failure } = this;
    const names = folder === null ? [] : await readdir(folder).catch(() => []);
    const found = names.filter((name) => BackupName.safeParse(name).success && name !== now?.name).toSorted((a, b) => (a < b ? 1 : -1));
    const items = await Promise.all(found.map((name) => this.one(name)));
    return { items, next: null, data: await this.data(), now: now && { ...now }, last: await this.last(), failure };
  }

  /** The last that was made, wherever it lies by now; null where there is none. */
  async last(): Promise<LastBackup | null> {
    if (this.folder === null) return null;
    return (await readAs(LastBackup, join(this.folder, LAST))) ?? null;
  }

  /** Null where the stores are not the academy's own, or cannot say. */
  async standing(): Promise<BackupStanding | null> {
    const data = await this.data();
    if (data === null) return null;
    const last = await this.last();
    return { last, since: last?.made ?? instant((await stat(data)).birthtimeMs) };
  }

  /** Begins a backup. @throws Refused, EventStoreUnavailable */
  async begin(): Promise<string> {
    if (this.now) throw new Refused({ code: 'backup-under-way' });
    const data = await this.ownData();
    const folder = join(data, 'backups');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [size, { bavail, bsize }] = await Promise.all([expectedSize(data), statfs(folder)]);
    if (bavail * bsize < size) throw new Refused({ code: 'not-enough-room' });
    const name = `${instant(Date.now()).slice(0, 19).replaceAll(':', '-')}Z`;
    if (existsSync(join(folder, name))) throw new Refused({ code: 'backup-under-way' });
    // All is read twice: copied, and held to what was written.
    this.work(name, 'documents', size * 2, () => this.make(data, folder, name));
    return name;
  }

  /** Begins to hold a backup to its manifest. @throws Refused */
  async verify(name: string): Promise<void> {
    if (this.now) throw new Refused({ code: 'backup-under-way' });
    const { folder, manifest } = this.find(name);
    if (!manifest) throw new Refused({ code: 'backup-not-found' });
    this.work(name, 'verifying', sizeOf(manifest), () => this.verified(folder, manifest));
  }

  /** @throws Refused */
  async remove(name: string): Promise<void> {
    if (this.now?.name === name) throw new Refused({ code: 'backup-under-way' });
    await rm(this.find(name).folder, { recursive: true });
  }

  /** Where a backup lies and what is in it; no manifest where it broke off. @throws Refused */
  find(name: string): { readonly folder: string; readonly manifest: Manifest | null } {
    const folder = this.folder && join(this.folder, name);
    if (folder === null || !existsSync(folder) || this.now?.name === name) throw new Refused({ code: 'backup-not-found' });
    try {
      return { folder, manifest: manifestOf(folder) };
    } catch {
      return { folder, manifest: null };
    }
  }

  private async make(data: string, folder: string, name: string): Promise<void> {
    const own = join(folder, name);
    await mkdir(own, { mode: 0o700 });
    try {
      const manifest = await makeBackup(data, this.config.eventStoreUrl, own, (step, bytes) => this.heard(step, bytes));
      await this.verified(own, manifest);
      const { made, position } = manifest;
      await writeWhole(join(folder, LAST), { made, position, bytes: sizeOf(manifest) } satisfies LastBackup);
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      throw error;
    }
  }

  private async verified(folder: string, manifest: Manifest): Promise<void> {
    this.heard('verifying', 0);
    const damaged = await damagedFile(folder, manifest, (bytes) => this.heard('verifying', bytes));
    await writeWhole(join(folder, VERIFIED), { at: instant(Date.now()), damaged });
  }

  private heard(step: BackupStep, bytes: number): void {
    if (this.now) this.now = { ...this.now, step, done: this.now.done + bytes, total: Math.max(this.now.total, this.now.done + bytes) };
  }

  private work(name: string, step: BackupStep, total: number, act: () => Promise<void>): void {
    this.now = { name, step, done: 0, total, since: instant(Date.now()) };
    this.failure = null;
    act()
      .catch((err: unknown) => {
        this.logger.error({ err, backup: name }, 'A backup came to nothing');
        this.failure = { name, reason: err instanceof Error ? err.message : String(err) };
      })
      .finally(() => (this.now = null));
  }

  private async one(name: string): Promise<Backup> {
    const { folder, manifest } = this.find(name);
    const nothing = { made: null, bytes: 0, files: 0, position: null, secret: false, verifiedAt: null, damaged: null };
    if (!manifest) return { name, folder, ...nothing, state: 'broken-off' };
    const { made, position, files } = manifest;
    const verified = await readAs(Verified, join(folder, VERIFIED));
    return {
      ...{ name, folder, made, position },
      bytes: sizeOf(manifest),
      files: files.length,
      secret: files.some(({ path }) => path === 'secret'),
      state: !verified ? 'unverified' : verified.damaged === null ? 'whole' : 'damaged',
      verifiedAt: verified?.at ?? null,
      damaged: verified?.damaged ?? null,
    };
  }

  /** The data folder, where both stores are the academy's own and lie in it; null where they are not, or cannot say. */
  private data(): Promise<string | null> {
    return this.ownData().catch(() => null);
  }

  /** @throws Refused, EventStoreUnavailable */
  private async ownData(): Promise<string> {
    const { dataFolder, eventStoreUrl } = this.config;
    if (dataFolder === null || (await eventsFolder(eventStoreUrl)) !== join(dataFolder, 'eventstore'))
      throw new Refused({ code: 'store-backs-up-itself' });
    return dataFolder;
  }
}

const sizeOf = ({ files }: Manifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

async function readAs<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? undefined : schema.safeParse(JSON.parse(text)).data;
}
