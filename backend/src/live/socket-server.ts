import type { Server as HttpServer } from 'node:http';
import { problemOf } from '@lyceum/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server, type Namespace, type Socket } from 'socket.io';
import { Standing } from '../accounts/standing.ts';
import type { AccessClaims } from '../accounts/tokens.ts';
import { Cookies } from '../api/cookies.ts';
import { fromOurPages } from '../api/same-site.ts';
import { CONFIG, type Config } from '../config.ts';

/** What a browser can send and receive of media is described in some kilobytes. */
const LARGEST_MESSAGE = 64 * 1024;

/** A connection is not let in when it cannot be found out whose it is. */
const unknown = () => Object.assign(new Error('internal-error'), { data: problemOf({ code: 'internal-error' }) });

/** Whose connection it is; known of all that were let in. */
export const whoOf = (socket: Socket): AccessClaims => (socket.data as { who: AccessClaims }).who;

/** The one Socket.IO server on the port of the API. Nobody is let into any of its namespaces who is not signed in. */
@Injectable()
export class SocketServer {
  private made: Server | undefined;
  private readonly namespaces: Namespace[] = [];

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly standing: Standing,
    private readonly cookies: Cookies,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The namespace, with its door; undefined where the application does not listen. */
  namespace(name: string): Namespace | undefined {
    const namespace = this.server?.of(name);
    if (namespace) this.namespaces.push(namespace);
    namespace?.use(async (socket, next) => next(await this.admit(socket).catch(unknown)));
    return namespace;
  }

  /** How many connections there are, by namespace. */
  counts(): readonly (readonly [namespace: string, count: number])[] {
    return this.namespaces.map(({ name, sockets }) => [name, sockets.size]);
  }

  /** Connections end before the HTTP server waits for them. */
  close(): void {
    this.made?.disconnectSockets(true);
    this.made?.engine.close();
  }

  private get server(): Server | undefined {
    const http = this.adapter.httpAdapter?.getHttpServer() as HttpServer | undefined;
    if (!http) return undefined;
    this.made ??= new Server(http, {
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      allowRequest: (request, answer) => answer(null, fromOurPages(request, this.config)),
    });
    return this.made;
  }

  /** Finds out whose connection it is; gives what to refuse it with otherwise. */
  private async admit(socket: Socket): Promise<Error | undefined> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const given = typeof token === 'string' ? token : this.cookies.read(socket.request, 'access');
    const who = given === undefined ? undefined : await this.standing.verify(given);
    (socket.data as { who?: AccessClaims | undefined }).who = who;
    return who ? undefined : Object.assign(new Error('not-signed-in'), { data: problemOf({ code: 'not-signed-in' }) });
  }
}
