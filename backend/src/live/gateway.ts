import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { Standing } from '../accounts/standing.ts';
import { Clock } from '../api/clock.ts';
import { Log } from '../log.ts';
import { Census } from './presence/census.ts';
import { Presence } from './presence/presence.ts';
import { Hall } from './hall.ts';
import { Rights } from './rights.ts';
import { SocketServer, whoOf } from './socket-server.ts';
import { channel, Visitor } from './visitor.ts';

/** Live connections (Socket.IO) on the port of the API: who they are, and when they lose a right. */
@Injectable()
export class Gateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly visitors = new Set<Visitor>();
  private close: (() => void)[] = [];

  constructor(
    private readonly sockets: SocketServer,
    private readonly hall: Hall,
    private readonly rights: Rights,
    private readonly standing: Standing,
    private readonly models: ReadModels,
    private readonly presence: Presence,
    private readonly census: Census,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.sockets.namespace('/');
    if (!server) return;
    server.on('connection', (socket) => this.welcome(socket));
    const admins = channel('admin', 'staff');
    this.close = [
      this.census.listen(
        () => server.adapter.rooms.has(admins),
        (present) => void server.to(admins).emit('now', present),
      ),
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
    this.sockets.close();
  }

  private welcome(socket: Socket): void {
    const who = whoOf(socket);
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
