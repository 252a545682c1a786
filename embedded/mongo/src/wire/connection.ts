import type { Socket } from 'node:net';
import { isMalformed, MAX_MESSAGE, readMessage, writeReply } from './message.ts';
import type { Request } from './message.ts';
import type { Doc } from '../bson/values.ts';
import type { ConnectionInfo } from '../commands/context.ts';

/** Answers one request; undefined closes the connection without an answer. */
export type Answer = (request: Request, connection: ConnectionInfo) => Promise<Doc | undefined>;

const HEADER = 16;

/** One client's socket: cuts the stream into messages, runs them one after the other, and closes on bytes that are no message. */
export class Connection {
  readonly info: ConnectionInfo;
  private readonly socket: Socket;
  private readonly answer: Answer;
  private readonly log: (line: string) => void;
  private readonly gone = new AbortController();
  private chunks: Buffer[] = [];
  private buffered = 0;
  private readonly queue: Buffer[] = [];
  private running = false;

  constructor(socket: Socket, id: number, answer: Answer, log: (line: string) => void) {
    this.socket = socket;
    this.answer = answer;
    this.log = log;
    this.info = { id, appName: '', gone: this.gone.signal };
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk as Buffer));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.gone.abort());
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    while (this.buffered >= HEADER) {
      const head = this.peek(4);
      const size = head.readInt32LE(0);
      if (size < HEADER || size > MAX_MESSAGE) return this.refuse(`a message of ${size} bytes`);
      if (this.buffered < size) return;
      this.queue.push(this.take(size));
    }
    if (!this.running) void this.run();
  }

  private peek(bytes: number): Buffer {
    if ((this.chunks[0] as Buffer).length < bytes) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }

  private take(size: number): Buffer {
    let first = this.chunks[0] as Buffer;
    if (first.length < size) {
      first = Buffer.concat(this.chunks);
      this.chunks = [first];
    }
    const message = first.subarray(0, size);
    if (first.length === size) this.chunks.shift();
    else this.chunks[0] = first.subarray(size);
    this.buffered -= size;
    return message;
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      for (let message = this.queue.shift(); message; message = this.queue.shift()) {
        if (this.gone.signal.aborted) break;
        if (!(await this.serve(readMessage(message)))) {
          this.socket.destroy();
          break;
        }
      }
    } catch (error) {
      this.refuse(isMalformed(error) ? (error as Error).message : `an error in the server: ${String((error as Error).stack)}`);
    } finally {
      this.running = false;
    }
  }

  /**
   * Answers a request; false where the connection is to be closed instead. A driver that watches the topology asks once with
   * `exhaustAllowed` and is then answered again and again, each answer replying to the one before, until it hangs up or one fails.
   */
  private async serve(request: Request): Promise<boolean> {
    const watches = request.exhaust && 'topologyVersion' in request.command;
    for (let at = request; ;) {
      const reply = await this.answer(at, this.info);
      if (reply === undefined) return false;
      const goesOn = watches && reply['ok'] === 1 && !this.gone.signal.aborted;
      const bytes = writeReply(at, reply, goesOn);
      if (request.wantsReply) await this.send(bytes);
      if (!goesOn) return true;
      at = { ...request, id: bytes.readInt32LE(4) };
    }
  }

  /** Waits while the client does not read what it was sent. */
  private send(bytes: Buffer): Promise<void> | undefined {
    if (this.socket.destroyed || this.socket.write(bytes)) return undefined;
    return new Promise((resolve) => {
      this.socket.once('drain', resolve);
      this.socket.once('close', resolve);
    });
  }

  private refuse(reason: string): void {
    this.log(`connection ${this.info.id} is closed: ${reason}`);
    this.queue.length = 0;
    this.socket.destroy();
  }
}
