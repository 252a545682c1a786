import * as admin from './admin.ts';
import { aggregate } from './aggregate.ts';
import { bulkWrite } from './bulk-write.ts';
import * as collections from './collections.ts';
import type { Handler } from './context.ts';
import * as crud from './crud.ts';
import { explain } from './explain.ts';
import { searchIndexes } from './search-indexes.ts';
import * as find from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import * as handshake from './handshake.ts';
import * as indexes from './indexes.ts';
import { currentOp } from './operations.ts';
import * as sessions from './sessions.ts';
import { abortTransaction, commitTransaction } from './transactions.ts';

/** A command as the dispatcher knows it. */
export interface Command {
  name: string;
  run: Handler;
  /** Whether it may write, so that its answer waits for the commit. */
  writes: boolean;
  adminOnly: boolean;
}

const entries: [string, Handler, 'reads' | 'writes', 'admin'?][] = [
  ['hello', handshake.hello, 'reads'],
  ['ismaster', handshake.hello, 'reads'],
  ['ping', handshake.ping, 'reads'],
  ['buildInfo', handshake.buildInfo, 'reads'],
  ['connectionStatus', handshake.connectionStatus, 'reads'],
  ['getCmdLineOpts', handshake.getCmdLineOpts, 'reads', 'admin'],
  ['hostInfo', handshake.hostInfo, 'reads', 'admin'],
  ['serverStatus', handshake.serverStatus, 'reads'],
  ['getParameter', handshake.getParameter, 'reads', 'admin'],
  ['setParameter', handshake.setParameter, 'reads', 'admin'],
  ['replSetGetStatus', handshake.replSetGetStatus, 'reads', 'admin'],
  ['replSetGetConfig', handshake.replSetGetConfig, 'reads', 'admin'],
  ['getLog', handshake.getLog, 'reads', 'admin'],
  ['whatsmyuri', handshake.whatsmyuri, 'reads'],
  ['find', find.find, 'reads'],
  ['getMore', find.getMore, 'reads'],
  ['killCursors', find.killCursors, 'reads'],
  ['count', find.count, 'reads'],
  ['distinct', find.distinct, 'reads'],
  ['aggregate', aggregate, 'writes'],
  ['explain', explain, 'reads'],
  ['insert', crud.insert, 'writes'],
  ['update', crud.update, 'writes'],
  ['delete', crud.remove, 'writes'],
  ['findAndModify', findAndModify, 'writes'],
  ['bulkWrite', bulkWrite, 'writes', 'admin'],
  ['create', collections.create, 'writes'],
  ['drop', collections.drop, 'writes'],
  ['dropDatabase', collections.dropDatabase, 'writes'],
  ['renameCollection', collections.renameCollection, 'writes', 'admin'],
  ['collMod', collections.collMod, 'writes'],
  ['listCollections', collections.listCollections, 'reads'],
  ['listDatabases', collections.listDatabases, 'reads', 'admin'],
  ['collStats', admin.collStats, 'reads'],
  ['dbStats', admin.dbStats, 'reads'],
  ['validate', admin.validate, 'reads'],
  ['fsync', admin.fsync, 'writes', 'admin'],
  ['compact', admin.compact, 'reads'],
  ['dataSize', admin.dataSize, 'reads'],
  ['configureFailPoint', admin.configureFailPoint, 'reads', 'admin'],
  ['profile', admin.profile, 'reads'],
  ['currentOp', currentOp, 'reads', 'admin'],
  ['killOp', admin.killOp, 'reads', 'admin'],
  ['createSearchIndexes', searchIndexes, 'reads'],
  ['updateSearchIndex', searchIndexes, 'reads'],
  ['dropSearchIndex', searchIndexes, 'reads'],
  ['createIndexes', indexes.createIndexes, 'writes'],
  ['dropIndexes', indexes.dropIndexes, 'writes'],
  ['deleteIndexes', indexes.dropIndexes, 'writes'],
  ['listIndexes', indexes.listIndexes, 'reads'],
  ['reIndex', indexes.reIndex, 'writes'],
  ['startSession', sessions.startSession, 'reads'],
  ['endSessions', sessions.endSessions, 'reads'],
  ['killSessions', sessions.endSessions, 'reads'],
  ['refreshSessions', sessions.refreshSessions, 'reads'],
  ['killAllSessions', sessions.killAllSessions, 'reads'],
  ['killAllSessionsByPattern', sessions.killAllSessions, 'reads'],
  ['commitTransaction', commitTransaction, 'writes', 'admin'],
  ['abortTransaction', abortTransaction, 'writes', 'admin'],
];

/** The commands by name, as spelled and in lower case. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  entries.flatMap(([name, run, access, where]) => {
    const command: Command = { name, run, writes: access === 'writes', adminOnly: where === 'admin' };
    return [
      [name, command],
      [name.toLowerCase(), command],
    ] as [string, Command][];
  }),
);
