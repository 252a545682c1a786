/* oxlint-disable unicorn/require-post-message-target-origin -- the other side is a thread, not a window */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Participant } from './commits.ts';

/** How many pages (of 4 KiB) the write-ahead log gathers before they are moved into the file. */
const ENOUGH = 2000;
/** From so many pages on, writers wait for the rest to be moved, so that the log starts anew instead of growing for ever. */
const TOO_MANY = 16_000;

/** What the other thread is asked for, and what it says when that is over. */
export type Job = 'checkpoint' | 'compact';
export interface Done {
  readonly job: Job;
  readonly error: string | null;
}

/** Moves the write-ahead log into the file on another thread: that takes syncs and megabytes of writing, which nobody is to wait for. */
export class Checkpoints implements Participant {
  private readonly path: string;
  private readonly log: StatementSync;
  private readonly restart: StatementSync;
  private worker: Worker | undefined;
  private running = false;
  private compacting: PromiseWithResolvers<void> | undefined;

  constructor(db: DatabaseSync, path: string) {
    this.path = path;
    db.exec('PRAGMA wal_autocheckpoint = 0');
    this.log = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.restart = db.prepare('PRAGMA wal_checkpoint(RESTART)');
  }

  afterCommit(): void {
    const { log, checkpointed } = this.log.get() as { log: number; checkpointed: number };
    if (log > TOO_MANY && !this.running) this.restart.get();
    else if (log - checkpointed > ENOUGH && !this.running) this.start();
  }

  /** Writes the file anew, without what was deleted, and empties the log. Nobody else may write meanwhile. @throws where it could not */
  compact(): Promise<void> {
    this.compacting = Promise.withResolvers();
    this.worker ??= this.makeWorker();
    this.worker.postMessage('compact' satisfies Job);
    return this.compacting.promise;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private start(): void {
    this.running = true;
    this.worker ??= this.makeWorker();
    this.worker.postMessage('checkpoint' satisfies Job);
  }

  private makeWorker(): Worker {
    // Sources run as they are; what was built of them is JavaScript.
    const file = import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: this.path });
    worker.unref();
    worker.on('message', ({ job, error }: Done) => {
      if (job === 'checkpoint') this.running = false;
      else if (error === null) this.compacting?.resolve();
      else this.compacting?.reject(new Error(error));
    });
    // Without its thread the log grows until writers have to wait; the next round tries a new one.
    worker.on('error', (error) => {
      this.compacting?.reject(error);
      this.worker = undefined;
      this.running = false;
    });
    return worker;
  }
}
