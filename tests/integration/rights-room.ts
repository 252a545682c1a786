/** Connections of everybody to the live messages and to the room of a webinar, where the owner has said something. */
import { allows, ROOMS_OF_ALL, ROOMS_OF_ONE, ROOM_REQUESTS, type Id, type ImageKept, type Permission } from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Namespace } from 'socket.io';
import { RoomHub } from '../../backend/src/webinars/room/hub.ts';
import type { Person } from '../harness/client.ts';
import { png } from '../harness/png.ts';
import { until } from '../harness/until.ts';
import type { Backend } from './api-backend.ts';
import { HEARD, SPEAKERS, wordsFor, type Speaker } from './rights-messages.ts';
import type { World } from './rights-world.ts';

export type Answer = { ok: boolean; code?: string; online?: readonly Id[]; view?: object; messageId?: Id };

export interface Room {
  readonly webinarId: Id;
  readonly messageId: Id;
  readonly imageId: Id;
}

export class Everybody {
  readonly sockets = new Map<string, Socket>();
  room!: Room;

  private constructor(
    private readonly backend: Backend,
    private readonly world: World,
    readonly people: Readonly<Record<Speaker, Person>>,
  ) {}

  static async connect(backend: Backend, world: World): Promise<Everybody> {
    const fellow = await backend.api.person('Flora');
    await fellow.enrol(world.ids['/api/courses']!);
    const everybody = new Everybody(backend, world, { ...world.people, fellow });
    for (const namespace of ['/', '/webinars']) for (const speaker of SPEAKERS) await everybody.open(namespace, speaker);
    await everybody.gather();
    return everybody;
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.disconnect();
  }

  ask(namespace: string, speaker: Speaker, name: string, body: object): Promise<Answer> {
    return this.sockets.get(`${namespace} ${speaker}`)!.timeout(15_000).emitWithAck(name, body) as Promise<Answer>;
  }

  /** Says the message of a row of the table: `join course` is `join` with such a room. */
  say(namespace: string, speaker: Speaker, row: string): Promise<Answer> {
    return this.ask(namespace, speaker, row.split(' ')[0]!, wordsFor(`${namespace} ${row}`, this.world, this.room));
  }

  /** Those who may be in the room come in, who runs it first. */
  async come(): Promise<void> {
    for (const speaker of ['teacher', 'admin', 'owner', 'fellow'] as const)
      await this.ask('/webinars', speaker, 'enter', { room: `webinar:${this.room.webinarId}` });
  }

  /** The room as the teacher finds it who comes in anew. */
  async sight(): Promise<object | undefined> {
    return (await this.ask('/webinars', 'teacher', 'enter', { room: `webinar:${this.room.webinarId}` })).view;
  }

  mayBe(speaker: Speaker, audience: string): boolean {
    if (audience in HEARD) return (HEARD as Readonly<Record<string, readonly Speaker[]>>)[audience]!.includes(speaker);
    return allows(this.people[speaker].me.roles, audience as Permission);
  }

  /** What the server listens to, by namespace, as it is registered there. */
  registered(): Record<string, string[]> {
    const { server } = this.backend.app.get(RoomHub).namespace!;
    return Object.fromEntries([...server._nsps].map(([name, namespace]) => [name, messagesOf(name, namespace).toSorted()]));
  }

  /** Without a token there is no connection that could be spoken on; gives why. */
  async nobody(namespace: string): Promise<string> {
    const socket = io(this.backend.url + namespace, { transports: ['websocket'], forceNew: true, reconnection: false });
    const why = await new Promise<string>((done) =>
      socket.once('connect', () => done('connected')).once('connect_error', (error) => done(error.message)),
    );
    socket.disconnect();
    return why;
  }

  private async open(namespace: string, speaker: Speaker): Promise<void> {
    const auth = { token: this.people[speaker].token };
    const socket = io(this.backend.url + namespace, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
    this.sockets.set(`${namespace} ${speaker}`, socket);
    await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail));
  }

  /** The talk begins within a minute; the owner says something and raises their hand. */
  private async gather(): Promise<void> {
    const { teacher, owner } = this.people;
    const [start, end] = [1, 60].map((minutes) => new Date(Date.now() + minutes * 60_000).toISOString());
    const plan = { title: 'Noise', kind: 'lecture', courseId: this.world.ids['/api/courses'], start, end, registration: 'open' };
    const { webinarId } = await teacher.post<{ webinarId: Id }>('/api/webinars', plan);
    const headers = { 'content-type': 'image/png' };
    const slide = await teacher.try<ImageKept>('POST', `/api/webinars/${webinarId}/slides`, png(16, 9), { headers });
    this.room = { webinarId, messageId: webinarId, imageId: slide.body.imageId };
    await this.come();
    const { messageId } = await this.ask('/webinars', 'owner', 'chat', { to: 'all', text: 'Is it loud?' });
    await this.ask('/webinars', 'owner', 'raise-hand', {});
    this.room = { ...this.room, messageId: messageId! };
    const conversationIds = [this.world.ids['/api/conversations']];
    await until('the teacher is seen', async () => (await this.ask('/', 'owner', 'attend', { conversationIds })).online?.length === 1);
    await until('the owner is seen', async () => {
      const { online = [] } = await this.ask('/', 'teacher', 'attend', { conversationIds });
      return online.includes(owner.personId);
    });
  }
}

/** Requests of rooms come by one listener for all, and by name from contracts. */
function messagesOf(name: string, { sockets }: Namespace): string[] {
  if (name === '/webinars') return Object.keys(ROOM_REQUESTS);
  const [socket] = sockets.values();
  const rooms = [...ROOMS_OF_ONE, ...ROOMS_OF_ALL].map((kind) => `join ${kind}`);
  return (socket?.eventNames() ?? [])
    .map(String)
    .filter((event) => event !== 'disconnect' && event !== 'error')
    .flatMap((event) => (event === 'join' ? rooms : [event]));
}
