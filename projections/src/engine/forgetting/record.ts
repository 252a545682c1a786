import type { Id } from '@lyceum/contracts';
import type { Collection, Db, Write } from '@lyceum/stores';
import type { StoredPosition } from '../records.ts';

/** That the rows of somebody who is forgotten were folded anew, and how much there was. Nothing in it is about them. */
export interface ForgottenRecord {
  readonly _id: Id;
  /** Where in the log they were forgotten. */
  readonly position: StoredPosition;
  /** Facts that held something of theirs, by type. */
  readonly events: readonly { readonly type: string; readonly count: number }[];
  /** Rows that these facts go into, by model; `former` counts those of the rows that are kept to take a rebuild back. */
  readonly models: readonly { readonly name: string; readonly rows: number; readonly former: number }[];
  readonly rebuildsCancelled: number;
}

/** The checkpoint that says up to where everybody who was forgotten was seen to. */
export const FORGOTTEN = 'forgotten';

export const forgottenRecords = (db: Db): Collection<ForgottenRecord> => db.collection<ForgottenRecord>('forgotten');

/** The write that keeps a record. */
export const keptRecord = ({ _id, ...document }: ForgottenRecord): Write => ({ collection: 'forgotten', key: _id, document });
