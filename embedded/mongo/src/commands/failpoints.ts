import { isDoc, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { ConnectionInfo } from './context.ts';

/** What a fail point does to a command. */
export interface Failure {
  closeConnection: boolean;
  errorCode: number | undefined;
  errorLabels: string[] | undefined;
  writeConcernError: Doc | undefined;
  blockMs: number;
}

interface FailPoint {
  left: number;
  skip: number;
  data: Doc;
}

const ALLOWED = new Set(['failCommands', 'closeConnection', 'errorCode', 'errorLabels', 'writeConcernError', 'blockConnection', 'blockTimeMS', 'appName', 'namespace', 'failInternalCommands', 'errorExtraInfo', 'threadName', 'failLocalClients', 'failAllCommands', 'failAllCommandsExceptConfigureFailPoint']);

/** The `failCommand` fail point, by which drivers test how they meet errors (MongoDB wiki, "The failCommand Fail Point"). */
export class FailPoints {
  private failCommand: FailPoint | undefined;
  private count = 0;

  configure(name: Value, mode: Value, data: Value): Doc {
    if (name !== 'failCommand') throw new ServerError('CommandNotSupported', `the fail point ${String(name)} is not supported, only failCommand`);
    if (mode === 'off') this.failCommand = undefined;
    else this.failCommand = pointOf(mode, isDoc(data) ? data : {});
    return { count: this.count };
  }

  /** What is to happen to this command, if anything. */
  failureOf(command: Doc, name: string, connection: ConnectionInfo): Failure | undefined {
    const point = this.failCommand;
    if (!point || !concerns(point.data, command, name, connection)) return undefined;
    if (point.skip > 0) {
      point.skip--;
      return undefined;
    }
    if (point.left === 0) return undefined;
    point.left--;
    this.count++;
    return failureOf(point.data);
  }
}

const pointOf = (mode: Value, data: Doc): FailPoint => {
  for (const name of Object.keys(data)) if (!ALLOWED.has(name)) throw new ServerError('BadValue', `failCommand knows no option ${name}`);
  if (mode === 'alwaysOn') return { left: Infinity, skip: 0, data };
  if (isDoc(mode) && toNumber(mode['times']) !== undefined) return { left: toNumber(mode['times']) as number, skip: 0, data };
  if (isDoc(mode) && toNumber(mode['skip']) !== undefined) return { left: Infinity, skip: toNumber(mode['skip']) as number, data };
  throw new ServerError('BadValue', 'unknown fail point mode');
};

const concerns = (data: Doc, command: Doc, name: string, connection: ConnectionInfo): boolean => {
  if (name === 'configureFailPoint') return false;
  const names = data['failCommands'];
  if (!Array.isArray(names) || !names.some((one) => String(one).toLowerCase() === name.toLowerCase())) return false;
  if (data['appName'] !== undefined && data['appName'] !== connection.appName) return false;
  return data['namespace'] === undefined || data['namespace'] === `${String(command['$db'])}.${String(command[name])}`;
};

const failureOf = (data: Doc): Failure => ({
  closeConnection: truthy(data['closeConnection']),
  errorCode: toNumber(data['errorCode']),
  errorLabels: Array.isArray(data['errorLabels']) ? data['errorLabels'].map(String) : undefined,
  writeConcernError: isDoc(data['writeConcernError']) ? data['writeConcernError'] : undefined,
  blockMs: truthy(data['blockConnection']) ? (toNumber(data['blockTimeMS']) ?? 0) : 0,
});
