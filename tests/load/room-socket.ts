/**
 * A connection to a room that costs little: a thousand of them share the machine with what is measured. It speaks Socket.IO's protocol
 * (version 5, github.com/socketio/socket.io-protocol) itself, and reads of what it hears no more than it is asked for.
 */
import type { RoomAck, RoomAnswers, RoomBody, RoomRequest } from '@lyceum/contracts';

const ROOMS = '/webinars';
/** Packets of Engine.IO (ping, pong) and, behind its 4, of Socket.IO with the namespace. */
const PING = '2';
const PONG = '3';
const CONNECT = `40${ROOMS},`;
const EVENT = `42${ROOMS},`;
const ACK = `43${ROOMS},`;

export class RoomSocket {
  private readonly socket: WebSocket;
  private readonly asked = new Map<number, (answer: RoomAck<RoomRequest>) => void>();
  private readonly awaited = new Map<string, () => void>();
  private last = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
  }

  static connect(url: string, token: string): Promise<RoomSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const room = new RoomSocket(socket);
    return new Promise((done, fail) => {
      socket.addEventListener('error', () => fail(new Error('no connection to the room')));
      socket.addEventListener('message', ({ data }) => {
        const packet = String(data);
        if (packet === PING) socket.send(PONG);
        else if (packet.startsWith('0')) socket.send(CONNECT + JSON.stringify({ token }));
        else if (packet.startsWith(CONNECT)) done(room);
        else if (packet.startsWith(ACK)) room.answered(packet.slice(ACK.length));
        else if (packet.startsWith(EVENT)) room.hears(packet);
        else fail(new Error(packet));
      });
    });
  }

  /** @throws where it is refused */
  ask<Name extends RoomRequest>(name: Name, body: RoomBody<Name>): Promise<RoomAnswers[Name]> {
    const id = ++this.last;
    this.socket.send(`${EVENT}${id}${JSON.stringify([name, body])}`);
    return new Promise((done, fail) => {
      this.asked.set(id, (answer) => {
        if (answer.ok) done(answer as unknown as RoomAnswers[Name]);
        else fail(new Error(`${name}: ${answer.code} ${answer.detail}`));
      });
    });
  }

  /** Settles as soon as something is heard that has the text in it. */
  told(text: string): Promise<void> {
    return new Promise((done) => this.awaited.set(text, done));
  }

  close(): void {
    this.socket.close();
  }

  private answered(text: string): void {
    const body = text.indexOf('[');
    const id = Number(text.slice(0, body));
    const [answer] = JSON.parse(text.slice(body)) as [RoomAck<RoomRequest>];
    this.asked.get(id)?.(answer);
    this.asked.delete(id);
  }

  private hears(packet: string): void {
    for (const [text, done] of this.awaited) {
      if (!packet.includes(text)) continue;
      this.awaited.delete(text);
      done();
    }
  }
}
