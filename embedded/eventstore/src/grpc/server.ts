import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { Call } from './call.ts';

const MEBIBYTE = 1024 * 1024;
const HTTP2_PREFACE = 'PRI ';

/** Answers a call. What it throws ends the call. */
export type Handler = (call: Call) => void;

/** What a path means to the node. */
export type Route = (path: string) => Handler;

/** Plain HTTP/1.1 requests, for health checks. */
export type PlainHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A gRPC server without TLS which answers HTTP/1.1 on the same port, as the real server does. */
export class GrpcServer {
  private readonly tcp: TcpServer;
  private readonly http2: Http2Server;
  private readonly http1: HttpServer;
  private readonly sessions = new Set<ServerHttp2Session>();
  private readonly calls = new Set<Call>();
  private readonly sockets = new Set<Socket>();
  private readonly route: Route;

  constructor(route: Route, plain: PlainHandler) {
    this.route = route;
    this.http1 = createHttpServer(plain);
    // Windows wide enough that a large append is not stopped to wait for updates.
    // A client that leaves many readings early resets as many streams: that is no attack.
    this.http2 = createHttp2Server({
      settings: { initialWindowSize: 4 * MEBIBYTE, enablePush: false },
      maxSessionMemory: 512,
      streamResetBurst: 100_000,
      streamResetRate: 10_000,
    });
    this.http2.on('session', (session) => {
      this.sessions.add(session);
      session.setLocalWindowSize(16 * MEBIBYTE);
      session.on('close', () => this.sessions.delete(session));
      session.on('error', () => {});
    });
    this.http2.on('stream', (stream, headers) => this.answer(stream as ServerHttp2Stream, headers));
    this.http2.on('sessionError', () => {});
    this.tcp = createTcpServer({ noDelay: true }, (socket) => this.accept(socket));
  }

  /** Listens; gives the port. Rejects with the error of the system (EADDRINUSE, EACCES, …). */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.tcp.once('error', reject);
      this.tcp.listen(port, host, () => {
        this.tcp.off('error', reject);
        resolve((this.tcp.address() as AddressInfo).port);
      });
    });
  }

  /** Ends every call, then hangs up. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.tcp.close(resolve));
    for (const call of this.calls) call.abandon();
    for (const session of this.sessions) session.close();
    this.http1.closeAllConnections();
    const patience = setTimeout(() => {
      for (const session of this.sessions) session.destroy();
      for (const socket of this.sockets) socket.destroy();
    }, 300);
    await closed;
    clearTimeout(patience);
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const look = () => {
      const beginning = socket.read(HTTP2_PREFACE.length) as Buffer | null;
      if (!beginning) return;
      socket.off('readable', look);
      socket.unshift(beginning);
      const server = beginning.toString('latin1') === HTTP2_PREFACE ? this.http2 : this.http1;
      server.emit('connection', socket);
    };
    socket.on('readable', look);
  }

  private answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const type = headers['content-type'];
    if (headers[':method'] !== 'POST' || !type?.startsWith('application/grpc')) return refuse(stream, headers);
    const path = headers[':path'] ?? '';
    if (path.split('/').length !== 3) return notAllowed(stream);
    const call = new Call(stream, headers);
    this.calls.add(call);
    call.onOver(() => this.calls.delete(call));
    try {
      this.route(path)(call);
    } catch (error) {
      call.fail(error);
    }
  }
}

const refuse = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void => {
  stream.on('error', () => {});
  stream.respond({ ':status': headers[':method'] === 'POST' ? 415 : 404 }, { endStream: true });
};

const notAllowed = (stream: ServerHttp2Stream): void => {
  stream.on('error', () => {});
  stream.respond({ ':status': 405, allow: 'GET, HEAD, OPTIONS' }, { endStream: true });
};
