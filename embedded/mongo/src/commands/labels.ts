import type { Doc } from '../bson/values.ts';

/** Codes after which a retryable write may be sent again (driver specification, "Retryable Writes"). */
const RETRYABLE = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** Of those that a transaction's command may answer: the whole transaction may be tried again. */
const TRANSIENT = new Set([...RETRYABLE, 24, 112, 246, 251, 267]);

/**
 * What the answer of a failed command says about trying again: of its own error or of its write concern's, and whether it failed
 * before it came to its cursor.
 */
export const labelsOf = (
  command: Doc,
  name: string,
  code: number,
  { writeConcern = false, untouched = false }: { writeConcern?: boolean; untouched?: boolean },
): string[] => {
  const inTransaction = command['autocommit'] === false;
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  if (inTransaction && !ends) return TRANSIENT.has(code) && !writeConcern ? ['TransientTransactionError'] : [];
  if (name === 'commitTransaction' && LOST.has(code) && !writeConcern) return ['TransientTransactionError'];
  if ((command['txnNumber'] !== undefined || ends) && RETRYABLE.has(code)) return ['RetryableWriteError'];
  if (isChangeStream(command) && !untouched && RESUMABLE.has(code)) return ['ResumableChangeStreamError'];
  return [];
};

/** Codes of a commit that say that the transaction is gone: it may be tried again as a whole. */
const LOST = new Set([24, 112, 246, 251, 267]);

const RESUMABLE = new Set([43, 6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 63, 150, 13388, 234, 133]);
const isChangeStream = (command: Doc): boolean => 'getMore' in command;
