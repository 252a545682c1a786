import type { DatabaseSync } from 'node:sqlite';
import type { Checkpoints } from './checkpoints.ts';
import type { Commits } from './commits.ts';
import type { Oplog } from './oplog.ts';

/** Milliseconds. */
const PATIENCE = 60_000;

/**
 * Takes what was deleted or replaced out of the file: the log of changes is cut off behind the present, the file written anew on another
 * thread, and the write-ahead log emptied. Reading goes on meanwhile; whoever writes waits for `running`.
 */
export class Compaction {
  private readonly db: DatabaseSync;
  private readonly commits: Commits;
  private readonly oplog: Oplog;
  private readonly checkpoints: Checkpoints | undefined;
  private under: Promise<number> | undefined;

  constructor(db: DatabaseSync, commits: Commits, oplog: Oplog, checkpoints: Checkpoints | undefined) {
    this.db = db;
    this.commits = commits;
    this.oplog = oplog;
    this.checkpoints = checkpoints;
  }

  /** Settles, one way or the other, when the compaction under way is over; undefined while there is none. */
  get running(): Promise<unknown> | undefined {
    return this.under?.catch(() => {});
  }

  /** Gives how many bytes the file lost. Who asks while another is under way may have deleted something since it began. @throws what went wrong */
  async run(): Promise<number> {
    while (this.under) await this.running;
    this.under = this.compact();
    try {
      return await this.under;
    } finally {
      this.under = undefined;
    }
  }

  private async compact(): Promise<number> {
    const before = this.size();
    await this.commits.reached('synced');
    this.commits.write();
    this.oplog.cutBehind();
    await this.commits.reached('synced');
    // In memory there is no file, and no other connection that sees it.
    if (this.checkpoints) await this.byThread(this.checkpoints);
    else this.db.exec('VACUUM');
    return Math.max(0, before - this.size());
  }

  /** Who began to write before it and goes on in it waits for the file; nobody else ever has to. */
  private async byThread(checkpoints: Checkpoints): Promise<void> {
    this.db.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    try {
      await checkpoints.compact();
    } finally {
      this.db.exec('PRAGMA busy_timeout = 0');
    }
  }

  private size(): number {
    const [pages, bytes] = ['page_count', 'page_size'].map((name) => Number(this.db.prepare(`PRAGMA ${name}`).get()?.[name]));
    return (pages ?? 0) * (bytes ?? 0);
  }
}
