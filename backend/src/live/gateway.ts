import type { Server as HttpServer } from 'node:http';
import { problemOf, type Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server, type Socket } from 'socket.io';
import { Standing } from '../accounts/standing.ts';
import type { AccessClaims } from '../accounts/tokens.ts';
import { Clock } from '../api/clock.ts';
import { Cookies } from '../api/cookies.ts';
import { fromOurPages } from '../api/same-site.ts';
import { CONFIG, type Config } from '../config.ts';
import { Log } from '../log.ts';
import { Presence } from './presence/presence.ts';
import { Hall } from './hall.ts';
import { Rights } from './rights.ts';
import { channel, Visitor } from './visitor.ts';

const LARGEST_MESSAGE = 16 * 1024;

/** A connection is not let in when it cannot be found out whose it is. */
const unknown = () => Object.assign(new Error('internal-error'), { data: problemOf({ code: 'internal-error' }) });

/** Live connections (Socket.IO) on the port of the API: who they are, and when they lose a right. */
@Injectable()
export class Gateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly visitors = new Set<Visitor>();
  private server: Server | undefined;
  private close: (() => void)[] = [];

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly hall: Hall,
    private readonly rights: Rights,
    private readonly standing: Standing,
    private readonly models: ReadModels,
    private readonly cookies: Cookies,
    private readonly presence: Presence,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const http = this.adapter.httpAdapter?.getHttpServer() as HttpServer | undefined;
    if (!http) return;
    const server = new Server(http, {
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      allowRequest: (request, answer) => answer(null, fromOurPages(request, this.config)),
    });
    server.use(async (socket, next) => next(await this.admit(socket).catch(unknown)));
    server.on('connection', (socket) => this.welcome(socket));
    this.server = server;
    this.close = [
      this.hall.open((room, audience, change) => void server.to(channel(room, audience)).emit('change', change)),
      this.models.changes((message) => {
        if (message.kind === 'changed' && message.change.model === 'enrolments') this.placeChanged(message.change.key);
      }),
      this.standing.listen((news) => ('personId' in news ? this.rolesChanged(news.personId) : this.sessionEnded(news.sessionId))),
    ];
  }

  /** Connections end before the server waits for them. */
  beforeApplicationShutdown(): void {
    for (const end of this.close) end();
    this.server?.disconnectSockets(true);
    this.server?.engine.close();
  }

  /** Finds out whose connection it is; gives what to refuse it with otherwise. */
  private async admit(socket: Socket): Promise<Error | undefined> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const given = typeof token === 'string' ? token : this.cookies.read(socket.request, 'access');
    const who = given === undefined ? undefined : await this.standing.verify(given);
    (socket.data as { who?: AccessClaims | undefined }).who = who;
    return who ? undefined : Object.assign(new Error('not-signed-in'), { data: problemOf({ code: 'not-signed-in' }) });
  }

  private welcome(socket: Socket): void {
    const { who } = socket.data as { who: AccessClaims };
    const failed = (err: unknown) => this.log.error({ err }, 'A live message failed');
    const { acts, gone } = this.presence.welcome(socket, who.personId);
    const now = () => this.clock.time();
    const changes = this.models.follow();
    const visitor = new Visitor(socket, who, this.hall, this.rights, this.standing, changes, now, failed, acts);
    this.visitors.add(visitor);
    socket.once('disconnect', () => {
      gone();
      this.visitors.delete(visitor);
      visitor.gone();
    });
    // What ended while it was being let in has told nobody.
    this.run(this.renew(visitor));
  }

  private sessionEnded(sessionId: Id): void {
    for (const visitor of this.visitors) if (visitor.who.sessionId === sessionId) visitor.end({ code: 'session-ended' });
  }

  private rolesChanged(personId: Id): void {
    for (const visitor of this.visitors) if (visitor.who.personId === personId) this.run(this.renew(visitor));
  }

  /** Takes in the roles of now and looks at the rooms again. */
  private async renew(visitor: Visitor): Promise<void> {
    const who = await this.standing.stands(visitor.who);
    if (!who) {
      visitor.end({ code: 'session-ended' });
      return;
    }
    visitor.who = who;
    await visitor.recheck();
  }

  /** The key of an enrolment names the course and the person. */
  private placeChanged(key: string): void {
    const [courseId, personId] = key.split(':');
    for (const visitor of this.visitors) if (visitor.who.personId === personId) this.run(visitor.recheck(`course:${courseId}`));
  }

  private run(work: Promise<void>): void {
    work.catch((err: unknown) => this.log.warn({ err }, 'The rights of a live connection could not be looked at again'));
  }
}
