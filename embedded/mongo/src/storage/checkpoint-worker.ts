/* oxlint-disable unicorn/require-post-message-target-origin -- the other side is a thread, not a window */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Done, Job } from './checkpoints.ts';

/** How long it is waited for others who write or read, in milliseconds. */
const PATIENCE = 10_000;

// Moves what the write-ahead log holds into the file, on a connection and a thread of its own, as far as readers let it.
const db = new DatabaseSync(String(workerData), { timeout: PATIENCE });
db.exec('PRAGMA synchronous = NORMAL');
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
const empty = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)');

const JOBS: Readonly<Record<Job, () => void>> = {
  checkpoint: () => void checkpoint.get(),
  compact: () => {
    db.exec('VACUUM');
    if (empty.get()?.['busy'] !== 0) throw new Error('somebody reads from a former state of the file, which is kept for that long');
  },
};

parentPort?.on('message', (job: Job) => {
  let error: string | null = null;
  try {
    JOBS[job]();
  } catch (reason) {
    error = reason instanceof Error ? reason.message : String(reason);
  }
  parentPort?.postMessage({ job, error } satisfies Done);
});
