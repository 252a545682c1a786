import { isDoc, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { ConnectionInfo } from './context.ts';

/** What a fail point does to a command. */
export interface Failure {
  closeConnection: boolean;
  errorCode: number | undefined;
  message: string | undefined;
  errorLabels: string[] | undefined;
  writeConcernError: Doc | undefined;
  blockMs: number;
  /** Whether the command has found its cursor by then: what it says of resuming is a change stream's. */
  afterCursor: boolean;
}

interface FailPoint {
  left: number;
  skip: number;
  data: Doc;
}

/** The fail points there are, with the options each knows. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  failCommand: [
    'failCommands',
    'closeConnection',
    'errorCode',
    'errorLabels',
    'writeConcernError',
    'blockConnection',
    'blockTimeMS',
    'appName',
    'namespace',
    'failInternalCommands',
    'failLocalClients',
  ],
  failGetMoreAfterCursorCheckout: ['errorCode', 'errmsg', 'closeConnection', 'failCommands'],
  onPrimaryTransactionalWrite: ['failBeforeCommitExceptionCode', 'closeConnection'],
  maxTimeAlwaysTimeOut: [],
  maxTimeNeverTimeOut: [],
};

const NOTHING: Failure = {
  closeConnection: false,
  errorCode: undefined,
  message: undefined,
  errorLabels: undefined,
  writeConcernError: undefined,
  blockMs: 0,
  afterCursor: false,
};
const MAX_TIME_EXPIRED = 50;
/** Always said so, whatever `errmsg` asks for: drivers take some messages for the end of a cursor. */
const CHECKED_OUT = "Hit the 'failGetMoreAfterCursorCheckout' failpoint";

/** The fail points by which drivers test how they meet errors (MongoDB wiki, "The failCommand Fail Point"). */
export class FailPoints {
  private readonly points = new Map<string, FailPoint>();
  private count = 0;

  configure(name: Value, mode: Value, data: Value): Doc {
    const known = typeof name === 'string' && Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    if (typeof name !== 'string' || !known)
      throw new ServerError(
        'CommandNotSupported',
        `the fail point ${String(name)} is not supported, only ${Object.keys(KNOWN).join(', ')}`,
      );
    if (mode === 'off') this.points.delete(name);
    else this.points.set(name, pointOf(name, known, mode, isDoc(data) ? data : {}));
    return { count: this.count };
  }

  /** What is to happen to this command, if anything. */
  failureOf(command: Doc, name: string, connection: ConnectionInfo): Failure | undefined {
    if (this.points.size === 0 || name === 'configureFailPoint') return undefined;
    const point = this.points.get('failCommand');
    if (point && concerns(point.data, command, name, connection) && this.hits(point, 1)) return failureOf(point.data);
    const getMore = name === 'getMore' ? this.points.get('failGetMoreAfterCursorCheckout') : undefined;
    if (getMore && this.hits(getMore, 1)) return { ...failureOf(getMore.data), message: CHECKED_OUT, afterCursor: true };
    const late = command['maxTimeMS'] === undefined ? undefined : this.points.get('maxTimeAlwaysTimeOut');
    return late && this.hits(late, 1) ? { ...NOTHING, errorCode: MAX_TIME_EXPIRED } : undefined;
  }

  /** Whether no command runs out of time. */
  timeStands(): boolean {
    const point = this.points.get('maxTimeNeverTimeOut');
    return point !== undefined && this.hits(point, 1);
  }

  /** What is to happen to a retryable write of so many statements: an error instead of it, or a closed connection after it. */
  retryableWriteFailure(statements: number): { before: number | undefined; closes: boolean } | undefined {
    const point = this.points.get('onPrimaryTransactionalWrite');
    if (!point || !this.hits(point, statements)) return undefined;
    return { before: toNumber(point.data['failBeforeCommitExceptionCode']), closes: point.data['closeConnection'] !== false };
  }

  private hits(point: FailPoint, times: number): boolean {
    const skipped = Math.min(point.skip, times);
    point.skip -= skipped;
    if (skipped === times || point.left === 0) return false;
    point.left--;
    this.count++;
    return true;
  }
}

const pointOf = (name: string, known: readonly string[], mode: Value, data: Doc): FailPoint => {
  for (const option of Object.keys(data))
    if (!known.includes(option)) throw new ServerError('BadValue', `${name} knows no option ${option}`);
  if (mode === 'alwaysOn') return { left: Infinity, skip: 0, data };
  if (isDoc(mode) && toNumber(mode['times']) !== undefined) return { left: toNumber(mode['times']) as number, skip: 0, data };
  if (isDoc(mode) && toNumber(mode['skip']) !== undefined) return { left: Infinity, skip: toNumber(mode['skip']) as number, data };
  throw new ServerError('BadValue', 'unknown fail point mode');
};

const concerns = (data: Doc, command: Doc, name: string, connection: ConnectionInfo): boolean => {
  const names = data['failCommands'];
  if (!Array.isArray(names) || !names.some((one) => String(one).toLowerCase() === name.toLowerCase())) return false;
  if (data['appName'] !== undefined && data['appName'] !== (introducedAs(command) ?? connection.appName)) return false;
  return data['namespace'] === undefined || data['namespace'] === `${String(command['$db'])}.${String(command[name])}`;
};

/** The name by which a client introduces itself with its first command. */
export const introducedAs = (command: Doc): string | undefined => {
  const { client } = command;
  const application = isDoc(client) ? client['application'] : undefined;
  return isDoc(application) ? String(application['name'] ?? '') : undefined;
};

const failureOf = (data: Doc): Failure => ({
  closeConnection: truthy(data['closeConnection']),
  errorCode: toNumber(data['errorCode']),
  message: undefined,
  errorLabels: Array.isArray(data['errorLabels']) ? data['errorLabels'].map(String) : undefined,
  writeConcernError: isDoc(data['writeConcernError']) ? data['writeConcernError'] : undefined,
  blockMs: truthy(data['blockConnection']) ? (toNumber(data['blockTimeMS']) ?? 0) : 0,
  afterCursor: false,
});

/** Thrown where a fail point wants the connection closed instead of an answer. */
export class ConnectionDropped extends Error {}
