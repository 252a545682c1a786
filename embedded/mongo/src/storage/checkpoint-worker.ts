/* oxlint-disable unicorn/require-post-message-target-origin -- the other side is a thread, not a window */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

// Moves what the write-ahead log holds into the file, on a connection and a thread of its own, as far as readers let it.
const db = new DatabaseSync(String(workerData));
db.exec('PRAGMA synchronous = NORMAL');
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', () => {
  try {
    checkpoint.get();
    parentPort?.postMessage('done');
  } catch (error) {
    parentPort?.postMessage(error instanceof Error ? error.message : String(error));
  }
});
