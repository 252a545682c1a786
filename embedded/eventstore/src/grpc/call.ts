import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { CallError, carriable, handlerFailed, percentEncoded, Status, type StatusCode } from './status.ts';
import { MessageSplitter } from './message-splitter.ts';

/** grpc-timeout is at most 8 digits and a unit; what exceeds a timer of Node.js never ends. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1 / 1000, n: 1 / 1_000_000 };
const LONGEST_TIMER = 2 ** 31 - 1;

const timeoutOf = (headers: IncomingHttpHeaders): number | undefined => {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(String(headers['grpc-timeout'] ?? '')) ?? [];
  return digits && unit ? Number(digits) * UNITS[unit]! : undefined;
};

/** Milliseconds that a client has to notice that its call has ended. */
const PATIENCE = 1000;

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

/** One gRPC call over one HTTP/2 stream: messages in, frames out, a status at the end. */
export class Call {
  readonly headers: IncomingHttpHeaders;
  /** True as soon as nothing can be said any more: answered, cancelled, out of time or disconnected. */
  over = false;
  private readonly stream: ServerHttp2Stream;
  private responded = false;
  private deadline: NodeJS.Timeout | undefined;
  private readonly whenOver: (() => void)[] = [];

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.stream = stream;
    this.headers = headers;
    stream.on('error', () => {});
    stream.on('close', () => this.finish());
    const timeout = timeoutOf(headers);
    if (timeout !== undefined && timeout <= LONGEST_TIMER)
      this.deadline = setTimeout(() => this.fail(new CallError(Status.DEADLINE_EXCEEDED, 'Deadline Exceeded')), timeout);
  }

  /** Gives every message of the client, then says that there are no more. Whatever the handlers throw ends the call. */
  receive(onMessage: (message: Buffer) => void, onEnd: () => void): void {
    const splitter = new MessageSplitter(this.headers['grpc-encoding']);
    const guarded = (act: () => void) => {
      if (this.over) return;
      try {
        act();
      } catch (error) {
        this.fail(error);
      }
    };
    this.stream.on('data', (chunk: Buffer) => guarded(() => splitter.push(chunk, (message) => this.over || onMessage(message))));
    this.stream.on('end', () => guarded(onEnd));
  }

  /** The only message of a client that sends one. An empty body is a failure, as it is for the real server. */
  receiveOne(onMessage: (message: Buffer) => void): void {
    let only: Buffer | undefined;
    this.receive(
      (message) => (only ??= message),
      () => {
        if (!only) throw handlerFailed();
        onMessage(only);
      },
    );
  }

  /** Sends one or more complete frames. False when the reader is slow: then wait for `drained`. */
  write(frames: Uint8Array): boolean {
    if (this.over || this.gone) return true;
    this.respond();
    return this.stream.write(frames);
  }

  /** The client has left, which its `close` event will say in a moment; until then answering would throw. */
  private get gone(): boolean {
    return this.stream.destroyed || this.stream.closed;
  }

  get slow(): boolean {
    return this.stream.writableNeedDrain;
  }

  /** Calls back once when there is room again. */
  drained(callback: () => void): void {
    this.stream.once('drain', callback);
  }

  /** Calls back when the call is over, for whatever reason. */
  onOver(callback: () => void): void {
    if (this.over) callback();
    else this.whenOver.push(callback);
  }

  succeed(frames?: Uint8Array): void {
    if (this.over) return;
    if (!this.gone) this.respond();
    this.end(Status.OK, '', {}, frames);
  }

  /** Ends the call with an error; what is no CallError is a fault of the node, which the client sees as the real one's. */
  fail(error: unknown): void {
    if (this.over) return;
    const { code, message, trailers } = error instanceof CallError ? error : handlerFailed();
    if (!(error instanceof CallError)) reportFault(error);
    this.end(code, message, trailers);
  }

  /**
   * Ends the call because the node is going. One that is being answered is cut off as the real server does it, which clients
   * take for a cancellation and reconnect; any other gets a status.
   */
  abandon(): void {
    if (this.over) return;
    if (!this.responded) return this.fail(new CallError(Status.UNAVAILABLE, 'The server is shutting down.'));
    this.finish();
    this.stream.close(constants.NGHTTP2_CANCEL);
  }

  private respond(): void {
    if (this.responded) return;
    this.responded = true;
    this.stream.respond(HEADERS, { waitForTrailers: true });
  }

  private end(code: StatusCode, details: string, trailers: Readonly<Record<string, string>>, frames?: Uint8Array): void {
    this.finish();
    if (this.gone) return;
    const { stream } = this;
    const status: OutgoingHttpHeaders = {
      'grpc-status': String(code),
      ...(details && { 'grpc-message': percentEncoded(details) }),
      ...carriable(trailers),
    };
    if (!this.responded) {
      stream.respond({ ...HEADERS, ...status }, { endStream: true });
    } else {
      stream.once('wantTrailers', () => stream.sendTrailers(status));
      stream.end(frames);
    }
    if (!stream.readableEnded) this.hangUp();
  }

  /** The client need not send the rest of what it meant to say. A reset at once would overtake the answer. */
  private hangUp(): void {
    const { stream } = this;
    stream.resume();
    setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), PATIENCE).unref();
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.deadline);
    for (const callback of this.whenOver.splice(0)) callback();
  }
}

const reportFault = (error: unknown): void => {
  if (error instanceof Error && error.name === 'MalformedMessage') return;
  process.stderr.write(`lyceum-eventstore: a call failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};
