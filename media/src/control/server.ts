import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import { MEDIA_REQUESTS, problemOf, type Id, type MediaNews, type MediaRequest } from '@lyceum/contracts';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { serveFile } from './files.ts';
import { problemFrom, Refused } from './refused.ts';
import type { Acts } from './requests.ts';

/** RTP parameters of a browser are some kilobytes. */
const LARGEST_MESSAGE = 256 * 1024;

interface Options {
  readonly key: Buffer;
  readonly acts: Acts;
  /** Where recordings lie. */
  readonly folder: string;
  readonly logger: Logger;
}

const channel = (roomId: Id) => `room ${roomId}`;

/** Where backends steer the media: Socket.IO, and the files of recordings by HTTP, for those who have the key. */
export class ControlServer {
  readonly http: HttpServer;
  readonly #io: Server;
  readonly #options: Options;
  readonly #key: Buffer;

  constructor(options: Options) {
    this.#options = options;
    this.#key = Buffer.from(options.key.toString('base64url'));
    this.http = createServer((request, response) => {
      const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (!this.#knows(given)) response.writeHead(401).end();
      else void serveFile(options.folder, request, response);
    });
    this.#io = new Server(this.http, { serveClient: false, maxHttpBufferSize: LARGEST_MESSAGE, transports: ['websocket'] });
    this.#io.use((socket, next) =>
      next(this.#knows((socket.handshake.auth as { key?: unknown }).key) ? undefined : new Error('not-allowed')),
    );
    this.#io.on('connection', (socket) => this.#welcome(socket));
  }

  listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, () => resolve());
    });
  }

  /** Tells those who follow the room, or all who steer. */
  tell<Name extends keyof MediaNews>(roomId: Id | null, name: Name, news: MediaNews[Name]): void {
    (roomId === null ? this.#io : this.#io.to(channel(roomId))).emit(name, news);
  }

  /** Whether some backend follows the room. */
  isFollowed(roomId: Id): boolean {
    return (this.#io.sockets.adapter.rooms.get(channel(roomId))?.size ?? 0) > 0;
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #knows(given: unknown): boolean {
    if (typeof given !== 'string') return false;
    const bytes = Buffer.from(given);
    return bytes.length === this.#key.length && timingSafeEqual(bytes, this.#key);
  }

  #welcome(socket: Socket): void {
    for (const name of Object.keys(MEDIA_REQUESTS) as MediaRequest[]) {
      socket.on(name, (body: unknown, ...rest: unknown[]) => void this.#answer(socket, name, body, rest));
    }
  }

  /** A backend says beside the request in which chain of causes it asks; the line of the log about a failure has that, too. */
  async #answer(socket: Socket, name: MediaRequest, body: unknown, rest: readonly unknown[]): Promise<void> {
    const ack = rest.at(-1);
    const reply = typeof ack === 'function' ? (ack as (answer: object) => void) : () => {};
    try {
      const parsed = MEDIA_REQUESTS[name].safeParse(body);
      if (!parsed.success)
        throw new Refused('invalid-input', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
      reply({ ok: true, ...(await this.#do(socket, name, parsed.data)) });
    } catch (error) {
      const problem = problemFrom(error);
      if (problem.code === problemOf({ code: 'media-unavailable' }).code && !(error instanceof Refused)) {
        this.#options.logger.error({ err: error, request: name, correlationId: correlationOf(rest[0]) }, 'a request of a backend failed');
      }
      reply({ ok: false, ...problem });
    }
  }

  async #do(socket: Socket, name: MediaRequest, body: unknown): Promise<object> {
    const { roomId } = body as { roomId: Id };
    if (name === 'unfollow-room') {
      await socket.leave(channel(roomId));
      return {};
    }
    // News first, then the present: nothing falls between.
    if (name === 'follow-room') await socket.join(channel(roomId));
    return (this.#options.acts[name] as (of: unknown) => Promise<object>)(body);
  }
}

const correlationOf = (beside: unknown): string | undefined => {
  const { correlationId } = (typeof beside === 'object' && beside !== null ? beside : {}) as { readonly correlationId?: unknown };
  return typeof correlationId === 'string' ? correlationId : undefined;
};
