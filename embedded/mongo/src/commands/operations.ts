import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Transaction } from '../storage/transaction.ts';
import { flag } from './context.ts';
import type { Context, Handler } from './context.ts';
import type { Cursor } from './cursors.ts';

const OPTIONS = new Set(['allUsers', 'idleConnections', 'idleCursors', 'idleSessions', 'localOps', 'targetAllNodes']);

/** What is going on: this very command, transactions between their commands, and where asked for cursors between theirs. */
export const operations = (context: Context, argument: Value): Doc[] => {
  if (!isDoc(argument)) throw new ServerError('FailedToParse', '$currentOp options must be specified in an object');
  for (const name of Object.keys(argument))
    if (!OPTIONS.has(name)) throw new ServerError('FailedToParse', `Unrecognized option '${name}' in $currentOp stage.`);
  const { server } = context;
  const made: Doc[] = [
    {
      type: 'op',
      host: server.me,
      active: true,
      connectionId: context.connection.id,
      op: 'command',
      ns: `${context.db}.$cmd.aggregate`,
      command: withoutTimes(context.command),
    },
  ];
  if (argument['idleSessions'] !== false)
    for (const transaction of server.transactions.idle()) made.push(idleSession(transaction, server.me));
  if (flag(argument, 'idleCursors')) for (const cursor of server.cursors.idle()) made.push(idleCursor(cursor, server.me));
  return made;
};

/** A command as the list shows it. */
const withoutTimes = (command: Doc): Doc => Object.fromEntries(Object.entries(command).filter(([field]) => field !== '$clusterTime'));

const idleSession = (transaction: Transaction, host: string): Doc => ({
  type: 'idleSession',
  host,
  desc: 'inactive transaction',
  active: false,
  lsid: decode(transaction.lsid),
  transaction: {
    parameters: { txnNumber: transaction.txnNumber, autocommit: false },
    startWallClockTime: new Date(transaction.startedAt).toISOString(),
    timeOpenMicros: BigInt((Date.now() - transaction.startedAt) * 1000),
  },
});

const idleCursor = (cursor: Cursor, host: string): Doc => ({
  type: 'idleCursor',
  host,
  ns: cursor.ns,
  active: false,
  cursor: {
    cursorId: cursor.id,
    lastAccessDate: new Date(cursor.usedAt),
    noCursorTimeout: cursor.noTimeout,
    awaitData: cursor.awaitsData,
  },
});

/** `currentOp`. */
export const currentOp: Handler = (context) => ({ inprog: operations(context, {}) });
