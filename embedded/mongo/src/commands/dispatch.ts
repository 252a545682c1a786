import { setTimeout as pause } from 'node:timers/promises';
import { Binary, Timestamp } from 'bson';
import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { CODES, nameOfCode, ServerError } from '../errors.ts';
import type { Server } from '../server.ts';
import { asServerError } from '../storage/commits.ts';
import type { Durability } from '../storage/commits.ts';
import { timestampOf } from '../storage/oplog.ts';
import { isMalformed } from '../wire/message.ts';
import type { Request } from '../wire/message.ts';
import type { ConnectionInfo, Context } from './context.ts';
import { ConnectionDropped } from './failpoints.ts';
import type { Failure } from './failpoints.ts';
import { labelsOf } from './labels.ts';
import { COMMANDS } from './registry.ts';
import type { Command } from './registry.ts';
import { sessionOf } from './sessions.ts';
import { checkApi } from './stable-api.ts';

/** Finds the command a request asks for, runs it, and makes the answer. */
export class Dispatcher {
  private readonly server: Server;
  private readonly log: (line: string) => void;
  private told = '';
  private toldAt = 0;

  constructor(server: Server, log: (line: string) => void) {
    this.server = server;
    this.log = log;
  }

  /** The answer; undefined where the connection is to be closed instead. */
  async answer(request: Request, connection: ConnectionInfo): Promise<Doc | undefined> {
    const { command } = request;
    const [name = ''] = Object.keys(command);
    const failure = this.server.failPoints.failureOf(command, name, connection);
    if (failure && failure.blockMs > 0) await pause(failure.blockMs, undefined, { signal: connection.gone }).catch(() => {});
    if (failure?.closeConnection || connection.gone.aborted) return undefined;
    let reply: Doc;
    try {
      checkClusterTime(command);
      if (failure?.errorCode !== undefined && failure.writeConcernError === undefined)
        throw new ServerError(failure.errorCode, failure.message ?? "Failing command via 'failCommand' failpoint");
      reply = { ...(await this.run(command, name, connection)), ok: OK };
    } catch (error) {
      if (error instanceof ConnectionDropped) return undefined;
      reply = this.failed(error, command, name, failure);
    }
    if (failure?.writeConcernError && reply['ok'] === OK) {
      reply = { ...reply, writeConcernError: failure.writeConcernError };
      const labels =
        failure.errorLabels ?? labelsOf(command, name, toNumber(failure.writeConcernError['code']) ?? 0, { writeConcern: true });
      if (labels.length > 0) reply['errorLabels'] = labels;
    }
    return this.stamped(reply);
  }

  /** With the times by which sessions keep their order. */
  private stamped(reply: Doc): Doc {
    const time = timestampOf(this.server.store.oplog.now());
    reply['$clusterTime'] = { clusterTime: time, signature: UNSIGNED };
    reply['operationTime'] = time;
    return reply;
  }

  private failed(error: unknown, command: Doc, name: string, failure: Failure | undefined): Doc {
    const known =
      error instanceof ServerError
        ? error
        : isMalformed(error)
          ? new ServerError('InvalidBSON', (error as Error).message)
          : asServerError(error);
    if (known.code === CODES.OutOfDiskSpace) this.tell(`${name} was refused: ${known.message}`);
    else if (!(error instanceof ServerError))
      this.tell(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const labels =
      failure?.errorLabels ?? labelsOf(command, name, known.code, { untouched: failure !== undefined && !failure.afterCursor });
    return {
      ok: FAILED,
      errmsg: known.message,
      code: known.code,
      codeName: nameOfCode(known.code),
      ...known.extra,
      ...(labels.length > 0 ? { errorLabels: labels } : {}),
    };
  }

  /** Says what an operator should know, but the same no more than every ten seconds. */
  private tell(line: string): void {
    const now = Date.now();
    if (line === this.told && now - this.toldAt < 10_000) return;
    this.told = line;
    this.toldAt = now;
    this.log(line);
  }

  private async run(command: Doc, name: string, connection: ConnectionInfo): Promise<Doc> {
    const found = COMMANDS.get(name) ?? COMMANDS.get(name.toLowerCase());
    if (!found) throw new ServerError('CommandNotFound', `no such command: '${name}'`);
    const db = command['$db'];
    if (typeof db !== 'string') throw new ServerError(40414, 'OP_MSG requests require a $db argument');
    if (found.adminOnly && db !== 'admin') throw new ServerError('Unauthorized', `${name} may only be run against the admin database.`);
    checkApi(command, found.name);
    this.server.runs.set(found.name, (this.server.runs.get(found.name) ?? 0) + 1);
    const limit = toNumber(command['maxTimeMS']) ?? 0;
    const session = sessionOf(command);
    const context: Context = {
      server: this.server,
      connection,
      command,
      name,
      db,
      session,
      transaction: undefined,
      reader: this.server.writer.reader,
      writer: this.server.writer,
      deadline: limit > 0 && !this.server.failPoints.timeStands() ? performance.now() + limit : Infinity,
    };
    const snapshot = command['autocommit'] === undefined ? this.server.snapshots.wantedBy(command, found.name) : undefined;
    if (snapshot) return withTime(await found.run({ ...context, reader: snapshot.reader }), snapshot.at);
    if (found.writes) await this.server.store.compaction.running;
    if (command['txnNumber'] === undefined) return found.writes ? this.durably(found, context) : found.run(context);
    return this.server.transactions.run(context, found, (one, of, answered) => this.durably(one, of, answered));
  }

  /** Runs a write and waits until it is as safe as was asked for. An error that is not the command's own takes back all that is not committed. */
  private async durably(command: Command, context: Context, answered?: (reply: Doc) => void): Promise<Doc> {
    const { durability, unmet } = concernOf(context.command);
    const { commits } = this.server.store;
    let reply: Doc;
    try {
      reply = await commits.during(() => command.run(context));
      answered?.(reply);
    } catch (error) {
      if (!(error instanceof ServerError)) commits.fail(error);
      else await commits.reached(durability);
      throw error;
    }
    await commits.reached(durability);
    return unmet ? { ...reply, writeConcernError: unmet } : reply;
  }
}

/** An answer read from a snapshot says which. */
const withTime = (reply: Doc, atClusterTime: Timestamp): Doc =>
  isDoc(reply['cursor']) ? { ...reply, cursor: { ...reply['cursor'], atClusterTime } } : { ...reply, atClusterTime };

const OK = 1;
const FAILED = 0;
const UNSIGNED: Doc = { hash: new Binary(Buffer.alloc(20), 0), keyId: 0n };

/** What a command's write concern asks for. `w: 1` without `j` is content with what a killed process leaves behind; all else, the default too, waits for the disk. */
const concernOf = (command: Doc): { durability: Durability; unmet: Doc | undefined } => {
  const concern = command['writeConcern'];
  if (!isDoc(concern)) return { durability: 'synced', unmet: undefined };
  const { w, j } = concern;
  for (const name of Object.keys(concern))
    if (!CONCERN_FIELDS.has(name)) throw new ServerError('Location40415', `BSON field 'writeConcern.${name}' is an unknown field.`);
  if (typeof w === 'string' && w !== 'majority')
    return { durability: 'synced', unmet: unmet(79, `No write concern mode named '${w}' found in replica set configuration`) };
  if ((toNumber(w) ?? 1) > 1) return { durability: 'synced', unmet: unmet(100, 'Not enough data-bearing nodes') };
  return { durability: j !== true && (w === 0 || w === 1) ? 'written' : 'synced', unmet: undefined };
};

const CONCERN_FIELDS = new Set(['w', 'j', 'wtimeout', 'fsync', 'provenance']);

/** The write is done, but more members are asked for than there are. */
const unmet = (code: number, errmsg: string): Doc => ({ code, codeName: nameOfCode(code), errmsg, errInfo: {} });

/** Times from a client are those it got from here; anything else is refused before it spreads. */
const checkClusterTime = (command: Doc): void => {
  const given = command['$clusterTime'];
  if (given === undefined) return;
  const time = isDoc(given) ? given['clusterTime'] : undefined;
  if (!(time instanceof Timestamp))
    throw new ServerError('TypeMismatch', "BSON field '$clusterTime.clusterTime' is the wrong type, expected type 'timestamp'");
  if ((time.getHighBits() >>> 0) * 1000 > Date.now() + MAX_DRIFT)
    throw new ServerError(206, "New cluster time is too far from this node's wall clock time.");
};

/** How far ahead a client's time may be, in ms (a year, `maxAcceptableLogicalClockDriftSecs`). */
const MAX_DRIFT = 365 * 86_400_000;
