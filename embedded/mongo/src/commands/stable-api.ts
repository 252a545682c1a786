import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';

/** The commands of the Stable API's version 1 (manual, "Stable API"). */
const COMMANDS = new Set([
  'abortTransaction',
  'aggregate',
  'bulkWrite',
  'collMod',
  'commitTransaction',
  'count',
  'create',
  'createIndexes',
  'delete',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'endSessions',
  'explain',
  'find',
  'findAndModify',
  'getMore',
  'hello',
  'insert',
  'killCursors',
  'listCollections',
  'listDatabases',
  'listIndexes',
  'ping',
  'refreshSessions',
  'update',
]);
/** Stages that are not part of it. */
const STAGES = new Set(['$currentOp', '$indexStats', '$listLocalSessions', '$listSessions', '$planCacheStats', '$search']);
/** Options of `find` that are not. */
const FIND_OPTIONS = ['awaitData', 'max', 'min', 'noCursorTimeout', 'oplogReplay', 'returnKey', 'showRecordId', 'tailable'];

const outside = (what: string): ServerError =>
  new ServerError('APIStrictError', `Provided apiStrict:true, but ${what} is not in API Version 1.`);

/** Checks what a command says of the API it was written for; with `apiStrict` it may ask for nothing else (323). */
export const checkApi = (command: Doc, name: string): void => {
  const version = command['apiVersion'];
  if (version === undefined) {
    if (command['apiStrict'] !== undefined || command['apiDeprecationErrors'] !== undefined)
      throw new ServerError(201, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
    return;
  }
  if (version !== '1') throw new ServerError('APIVersionError', 'API version must be "1"');
  if (command['apiStrict'] !== true) return;
  if (!COMMANDS.has(name)) throw outside(`the command ${name}`);
  if (name === 'find') for (const option of FIND_OPTIONS) if (command[option] !== undefined) throw outside(`the option find.${option}`);
  const stages = Array.isArray(command['pipeline']) ? command['pipeline'] : [];
  for (const stage of stages)
    for (const used of isDoc(stage) ? Object.keys(stage) : []) if (STAGES.has(used)) throw outside(`the stage ${used}`);
};
