import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Server } from '../server.ts';
import { Transaction } from '../storage/transaction.ts';
import { allow } from './context.ts';
import { ConnectionDropped } from './failpoints.ts';
import type { Context, Handler } from './context.ts';
import type { Command } from './registry.ts';

/** Runs a command's work and calls back with its answer before the commit, so that what is remembered of it is part of that. */
export type RunDurably = (command: Command, context: Context, answered?: (reply: Doc) => void) => Promise<Doc>;

const IN_TRANSACTION = new Set([
  'find',
  'getMore',
  'killCursors',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'bulkWrite',
  'aggregate',
  'distinct',
  'create',
  'createIndexes',
  'commitTransaction',
  'abortTransaction',
]);
const RETRYABLE = new Set(['insert', 'update', 'delete', 'findAndModify', 'bulkWrite']);
const ENDINGS = new Set(['commitTransaction', 'abortTransaction']);

/** The open transactions, and the last answer of each session's retryable writes. */
export class Transactions {
  private readonly server: Server;
  private readonly open = new Map<string, Transaction>();
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(server: Server) {
    this.server = server;
  }

  /** Those that no command of theirs is running in. */
  idle(): Transaction[] {
    return [...this.open].flatMap(([session, transaction]) => (this.running.has(session) ? [] : [transaction]));
  }

  get openCount(): number {
    return this.open.size;
  }

  /** Runs a command that carries a transaction number: a part of a transaction, or a write that may be sent twice. */
  async run(context: Context, command: Command, durably: RunDurably): Promise<Doc> {
    const { session } = context;
    const txnNumber = context.command['txnNumber'];
    if (session === undefined) throw new ServerError('InvalidOptions', 'Transaction number requires a session ID to also be specified');
    if (typeof txnNumber !== 'bigint')
      throw new ServerError('TypeMismatch', "BSON field 'txnNumber' is the wrong type, expected type 'long'");
    // A session does one thing at a time; a retry may come while the first try still runs.
    while (this.running.has(session)) await this.running.get(session);
    const work =
      context.command['autocommit'] === false
        ? this.within(context, command, session, txnNumber, durably)
        : this.retryable(context, command, session, txnNumber, durably);
    const settled = work.then(
      () => {},
      () => {},
    );
    this.running.set(session, settled);
    try {
      return await work;
    } finally {
      if (this.running.get(session) === settled) this.running.delete(session);
    }
  }

  private async retryable(context: Context, command: Command, session: string, txnNumber: bigint, durably: RunDurably): Promise<Doc> {
    if (!RETRYABLE.has(command.name))
      throw new ServerError(
        'OperationNotSupportedInTransaction',
        'txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ' +
          command.name +
          ' is not a retryable write command.',
      );
    const { sessions, oplog, commits } = this.server.store;
    const record = sessions.find(session);
    if (record && record.txnNumber > txnNumber) throw tooOld(txnNumber, record.txnNumber);
    if (record?.txnNumber === txnNumber) {
      if (record.outcome !== 'write') throw new ServerError(217, `the transaction ${txnNumber} of this session was no retryable write`);
      await commits.reached('synced');
      return decode(record.reply);
    }
    this.abortOf(session);
    const before = oplog.recorded;
    const failure = this.server.failPoints.retryableWriteFailure(statementsOf(context.command));
    if (failure?.before !== undefined) {
      if (failure.closes) throw new ConnectionDropped();
      throw new ServerError(failure.before, 'Failing write via fail point');
    }
    const reply = await durably(command, context, (reply) => {
      // What wrote nothing does nothing again.
      if (oplog.recorded !== before) sessions.remember(session, { txnNumber, reply: encode(reply), outcome: 'write' });
    });
    if (failure?.closes) throw new ConnectionDropped();
    return reply;
  }

  private async within(context: Context, command: Command, session: string, txnNumber: bigint, durably: RunDurably): Promise<Doc> {
    if (!IN_TRANSACTION.has(command.name))
      throw new ServerError('OperationNotSupportedInTransaction', `Cannot run '${command.name}' in a multi-document transaction.`);
    if (context.command['writeConcern'] !== undefined && !ENDINGS.has(command.name))
      throw new ServerError('InvalidOptions', 'writeConcern is not allowed within a multi-statement transaction');
    const transaction =
      context.command['startTransaction'] === true ? this.start(context, session, txnNumber) : this.find(session, txnNumber, command.name);
    if (transaction === 'committed') {
      if (command.name === 'commitTransaction') return durably(command, { ...context, transaction: undefined });
      throw new ServerError('TransactionCommitted', `Transaction with { txnNumber: ${txnNumber} } has been committed.`);
    }
    const inside: Context = { ...context, transaction, reader: transaction.reader, writer: transaction };
    if (ENDINGS.has(command.name)) return durably(command, inside);
    try {
      const reply = await command.run(inside);
      if (transaction.failed) this.abort(transaction);
      return reply;
    } catch (error) {
      this.abort(transaction);
      throw error;
    }
  }

  private start(context: Context, session: string, txnNumber: bigint): Transaction {
    const record = this.server.store.sessions.find(session);
    if (record && record.txnNumber > txnNumber) throw tooOld(txnNumber, record.txnNumber);
    if (record?.txnNumber === txnNumber)
      throw new ServerError(117, `Cannot start transaction ${txnNumber} on session because it has already been used`);
    const open = this.open.get(session);
    if (open?.txnNumber === txnNumber)
      throw new ServerError(
        117,
        `Cannot start a transaction at given transaction number ${txnNumber}: a transaction with the same number is already in progress`,
      );
    if (open) this.abort(open);
    const lsid = isDoc(context.command['lsid']) ? encode({ id: context.command['lsid']['id'] }) : new Uint8Array();
    const transaction = new Transaction(this.server.store, session, lsid, txnNumber);
    this.open.set(session, transaction);
    return transaction;
  }

  private find(session: string, txnNumber: bigint, name: string): Transaction | 'committed' {
    const open = this.open.get(session);
    if (open?.txnNumber === txnNumber) return open;
    const record = this.server.store.sessions.find(session);
    if (record?.txnNumber === txnNumber && record.outcome === 'committed') return 'committed';
    if ((record && record.txnNumber > txnNumber) || (open && open.txnNumber > txnNumber))
      throw tooOld(txnNumber, open?.txnNumber ?? record?.txnNumber ?? txnNumber);
    throw new ServerError(
      'NoSuchTransaction',
      name === 'commitTransaction' || name === 'abortTransaction'
        ? `Transaction with { txnNumber: ${txnNumber} } has been aborted.`
        : `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${String(open?.txnNumber ?? -1)}`,
    );
  }

  /** Commits: the changes are stored, and that they were. */
  commit(transaction: Transaction): void {
    try {
      transaction.commit(this.server.writer);
      if (transaction.wrote)
        this.server.store.sessions.remember(transaction.session, {
          txnNumber: transaction.txnNumber,
          reply: new Uint8Array(),
          outcome: 'committed',
        });
      else
        this.server.store.sessions.note(transaction.session, {
          txnNumber: transaction.txnNumber,
          reply: new Uint8Array(),
          outcome: 'committed',
        });
    } finally {
      this.close(transaction);
    }
  }

  abort(transaction: Transaction): void {
    if (this.open.get(transaction.session) === transaction) this.close(transaction);
  }

  private close(transaction: Transaction): void {
    this.open.delete(transaction.session);
    this.server.cursors.killOf(transaction.session, transaction.txnNumber);
    transaction.end();
  }

  abortOf(session: string): void {
    const open = this.open.get(session);
    if (open) this.abort(open);
  }

  abortAll(): void {
    for (const transaction of [...this.open.values()]) this.abort(transaction);
  }

  /** Ends the transactions that were left open too long. */
  abortOld(now: number, lifetime: number): void {
    for (const transaction of [...this.open.values()])
      if (now - transaction.startedAt > lifetime && !this.running.has(transaction.session)) this.abort(transaction);
  }
}

const statementsOf = (command: Doc): number => {
  const list = command['documents'] ?? command['updates'] ?? command['deletes'] ?? command['ops'];
  return Array.isArray(list) ? list.length : 1;
};

const tooOld = (asked: bigint, known: bigint): ServerError =>
  new ServerError(
    'TransactionTooOld',
    `Cannot start transaction ${asked} on session because a newer transaction ${known} has already started`,
  );

/** `commitTransaction`; a second time it only says that it was. */
export const commitTransaction: Handler = (context) => {
  allow(context, 'recoveryToken', 'maxCommitTimeMS');
  if (context.transaction) context.server.transactions.commit(context.transaction);
  return {};
};

/** `abortTransaction`. */
export const abortTransaction: Handler = (context) => {
  allow(context, 'recoveryToken');
  if (context.transaction) context.server.transactions.abort(context.transaction);
  return {};
};
