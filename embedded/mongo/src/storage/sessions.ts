import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Participant } from './commits.ts';

/** What a session's last retryable write or transaction came to. */
export interface SessionRecord {
  txnNumber: bigint;
  /** The answer to repeat, as BSON; empty for a transaction. */
  reply: Uint8Array;
  outcome: 'write' | 'committed' | 'aborted';
}

/** How long a session that is not used is remembered, in ms (the announced 30 minutes). */
export const SESSION_LIFETIME = 30 * 60 * 1000;

/** The last answer of each session, stored in the same commit as the write it belongs to. */
export class SessionRecords implements Participant {
  private readonly db: DatabaseSync;
  private readonly save: StatementSync;
  private readonly select: StatementSync;
  private readonly records = new Map<string, SessionRecord>();
  private readonly dirty = new Set<string>();

  constructor(db: DatabaseSync) {
    this.db = db;
    db.exec(
      'CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, txn INTEGER NOT NULL, outcome TEXT NOT NULL, reply BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID',
    );
    this.save = db.prepare(
      'INSERT INTO sessions (id, txn, outcome, reply, used) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET txn = excluded.txn, outcome = excluded.outcome, reply = excluded.reply, used = excluded.used',
    );
    this.select = db.prepare('SELECT txn, outcome, reply FROM sessions WHERE id = ?');
    this.select.setReadBigInts(true);
    this.forgetOld();
  }

  find(session: string): SessionRecord | undefined {
    const known = this.records.get(session);
    if (known !== undefined) return known;
    const row = this.select.get(session);
    if (row === undefined) return undefined;
    const record: SessionRecord = {
      txnNumber: row['txn'] as bigint,
      reply: row['reply'] as Uint8Array,
      outcome: row['outcome'] as SessionRecord['outcome'],
    };
    this.records.set(session, record);
    return record;
  }

  remember(session: string, record: SessionRecord): void {
    this.records.set(session, record);
    this.dirty.add(session);
  }

  /** Remembers until the process ends, where there is nothing to store. */
  note(session: string, record: SessionRecord): void {
    this.records.set(session, record);
  }

  beforeCommit(): void {
    if (this.dirty.size === 0) return;
    const used = Date.now();
    for (const session of this.dirty) {
      const record = this.records.get(session) as SessionRecord;
      this.save.run(session, record.txnNumber, record.outcome, record.reply, used);
    }
    this.dirty.clear();
    if (this.records.size > 10_000) this.records.clear();
  }

  afterRollback(): void {
    this.records.clear();
    this.dirty.clear();
  }

  private forgetOld(): void {
    this.db.prepare('DELETE FROM sessions WHERE used < ?').run(Date.now() - SESSION_LIFETIME);
  }
}
