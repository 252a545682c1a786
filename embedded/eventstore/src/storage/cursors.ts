import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { rows } from './database.ts';

/** How far those have come who write in step with what was written before. */
export class Cursors {
  private readonly find: StatementSync;
  private readonly keep: StatementSync;

  constructor(database: DatabaseSync) {
    this.find = rows(database, 'SELECT position FROM cursors WHERE name = ?');
    this.keep = database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?)');
  }

  /** The position up to which everything was seen; 0 in the beginning. */
  get(name: string): number {
    return (this.find.get(name) as unknown as [number] | undefined)?.[0] ?? 0;
  }

  /** Only inside a transaction. */
  set(name: string, position: number): void {
    this.keep.run(name, position);
  }
}
