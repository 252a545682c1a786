import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { ServerError } from '../errors.ts';

/** How far a write must have got before it is acknowledged: handed to the system (survives a kill), or on the disk (survives a power cut). */
export type Durability = 'written' | 'synced';

interface Waiter {
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** What takes part in every commit beside the documents: it writes just before, learns of a rollback, and hears when a commit is on disk. */
export interface Participant {
  beforeCommit?(): void;
  afterCommit?(): void;
  afterRollback?(): void;
  /** A sync starts that covers all commits up to now; `afterSync` says when it is done. */
  beforeSync?(): void;
  afterSync?(): void;
  needsSync?(): boolean;
}

/** How long a write that nobody waits for may stay unsynced, in ms (the real server's journal interval). */
const LAZY_SYNC = 100;

/** How long what a command has written so far may wait for the rest of it, in ms: each commit writes every page that was touched. */
const REST_OF_COMMAND = 500;

/**
 * Group commit. Writes of one turn of the event loop share a SQLite transaction, and so do those of a command that takes several turns, as
 * long as nobody else waits; SQLite itself does not sync (synchronous=NORMAL), the write-ahead log is synced off the main thread, and while
 * that runs the next writes gather.
 */
export class Commits {
  private readonly db: DatabaseSync;
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly participants: Participant[] = [];
  private readonly walPath: string;
  private readonly syncs: boolean;
  private wal: number | undefined;
  private open = false;
  private openedAt = 0;
  /** Commands that write and are not done yet. */
  private writing = 0;
  private laterTimer: NodeJS.Timeout | undefined;
  private failure: { reason: unknown } | undefined;
  private scheduled = false;
  private syncing = false;
  private unsynced = false;
  private lazyTimer: NodeJS.Timeout | undefined;
  private writtenWaiters: Waiter[] = [];
  private syncWaiters: Waiter[] = [];
  private committedWaiters: Waiter[] = [];
  private readonly onFatal: (reason: Error) => void;

  constructor(db: DatabaseSync, path: string, syncs: boolean, onFatal: (reason: Error) => void) {
    this.db = db;
    this.walPath = `${path}-wal`;
    this.syncs = syncs;
    this.onFatal = onFatal;
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
  }

  join(participant: Participant): void {
    this.participants.push(participant);
  }

  /** Opens the shared transaction if it is not; every write calls it first. */
  write(): void {
    if (!this.open) {
      this.begin.run();
      this.open = true;
      this.openedAt = performance.now();
    }
    this.schedule();
  }

  /** Runs a command that writes, maybe in several turns. Throws where something of it was undone meanwhile, though the rest may be done. */
  async during<Result>(command: () => Result | Promise<Result>): Promise<Result> {
    const before = this.failure;
    this.writing++;
    try {
      const result = await command();
      if (this.failure !== undefined && this.failure !== before) throw asServerError(this.failure.reason);
      return result;
    } finally {
      this.writing--;
    }
  }

  /** Settles when all that was written up to now has got as far as asked for; at once if there is nothing. */
  reached(durability: Durability): Promise<void> {
    const needsDisk = durability === 'synced' && this.syncs;
    if (!this.open && !(needsDisk && (this.unsynced || this.syncing))) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      if (!this.open) this.committedWaiters.push(waiter);
      else if (needsDisk) this.syncWaiters.push(waiter);
      else this.writtenWaiters.push(waiter);
      this.schedule();
    });
  }

  /** Commits now what is open, so that another connection sees it. */
  commitNow(): void {
    if (this.open) this.commitBatch();
  }

  /** Undoes everything that was not committed yet; all who wait for it get the reason. */
  fail(reason: unknown): void {
    if (!this.open) return;
    this.open = false;
    this.failure = { reason };
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } catch (error) {
      this.onFatal(error as Error);
    }
    for (const participant of this.participants) participant.afterRollback?.();
    const waiters = [...this.writtenWaiters, ...this.syncWaiters];
    this.writtenWaiters = [];
    this.syncWaiters = [];
    for (const waiter of waiters) waiter.reject(asServerError(reason));
  }

  /** Commits and syncs what is left, and lets go of the log. */
  async close(): Promise<void> {
    await this.reached('synced').catch(() => {});
    clearTimeout(this.lazyTimer);
    clearTimeout(this.laterTimer);
    while (this.syncing) await new Promise((resolve) => setImmediate(resolve));
    if (this.wal !== undefined) closeSync(this.wal);
    this.wal = undefined;
  }

  private schedule(): void {
    if (this.scheduled) return;
    // While a sync runs, those who wait for the next one gather; only those who need no disk are committed meanwhile.
    if (this.syncing && this.writtenWaiters.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.open && this.restIsToCome()) return this.commitLater();
      if (this.open) this.commitBatch();
      this.sync();
    });
  }

  private restIsToCome(): boolean {
    const awaited = this.writtenWaiters.length + this.syncWaiters.length + this.committedWaiters.length > 0;
    return this.writing > 0 && !awaited && performance.now() - this.openedAt < REST_OF_COMMAND;
  }

  private commitLater(): void {
    this.laterTimer ??= setTimeout(() => {
      this.laterTimer = undefined;
      if (this.open) this.schedule();
    }, REST_OF_COMMAND);
  }

  private commitBatch(): void {
    try {
      for (const participant of this.participants) participant.beforeCommit?.();
      this.commit.run();
      this.open = false;
    } catch (error) {
      this.fail(error);
      return;
    }
    this.unsynced = true;
    for (const participant of this.participants) participant.afterCommit?.();
    for (const waiter of this.syncWaiters) this.committedWaiters.push(waiter);
    this.syncWaiters = [];
    const waiters = this.writtenWaiters;
    this.writtenWaiters = [];
    for (const waiter of waiters) waiter.resolve();
  }

  private sync(): void {
    if (this.syncing) return;
    if (!this.unsynced) return this.releaseCommitted();
    const wanted = this.committedWaiters.length > 0 || this.participants.some((participant) => participant.needsSync?.() === true);
    if (!wanted) {
      this.lazyTimer ??= setTimeout(() => {
        this.lazyTimer = undefined;
        this.syncNow();
      }, LAZY_SYNC).unref();
      return;
    }
    this.syncNow();
  }

  /** Everything is on disk: who asked while the last sync ran waits for nothing more. */
  private releaseCommitted(): void {
    const waiters = this.committedWaiters;
    this.committedWaiters = [];
    for (const waiter of waiters) waiter.resolve();
  }

  private syncNow(): void {
    if (this.syncing || !this.unsynced) return;
    const waiters = this.committedWaiters;
    this.committedWaiters = [];
    this.unsynced = false;
    for (const participant of this.participants) participant.beforeSync?.();
    const done = (): void => {
      for (const waiter of waiters) waiter.resolve();
      for (const participant of this.participants) participant.afterSync?.();
    };
    if (!this.syncs) return done();
    this.syncing = true;
    fdatasync(this.walHandle(), (error) => {
      this.syncing = false;
      if (error) {
        // After a failed sync the system may have dropped the pages: nothing later could be promised either.
        for (const waiter of waiters) waiter.reject(asServerError(error));
        return this.onFatal(error);
      }
      done();
      if (this.open || this.committedWaiters.length > 0) this.schedule();
      else this.sync();
    });
  }

  private walHandle(): number {
    if (this.wal === undefined) {
      this.wal = openSync(this.walPath, 'r');
      const folder = openSync(dirname(this.walPath), 'r');
      fsyncSync(folder);
      closeSync(folder);
    }
    return this.wal;
  }
}

/** What SQLite says when it cannot write, as a refusal. */
export const asServerError = (reason: unknown): ServerError => {
  if (reason instanceof ServerError) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  if (/disk is full|ENOSPC/i.test(message)) return new ServerError('OutOfDiskSpace', `the disk is full: ${message}`);
  if (/readonly|disk I\/O error|EIO|EROFS|EACCES/i.test(message))
    return new ServerError('OutOfDiskSpace', `the data folder cannot be written: ${message}`);
  return new ServerError('InternalError', message);
};
