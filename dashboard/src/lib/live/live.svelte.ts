import type { Change, Position, Room } from '@lyceum/contracts';
import type { Socket } from 'socket.io-client';
import { renewSession } from '#lib/api/session.ts';
import { Rooms, type Wire } from './rooms.ts';
import { beforeDrawing } from './soon.ts';

/** `idle` until a page follows something; `lost` once a connection that was wanted is not there. */
export type Connection = 'idle' | 'connecting' | 'on' | 'lost';

const RENEW_EVERY = 30_000;
const ANSWERED_WITHIN = 5000;

class Live {
  connection = $state<Connection>('idle');
  #socket: Socket | null = null;
  #rooms: Promise<Rooms> | null = null;
  #renewedAt = 0;

  /** Follows a room for as long as the page shows it. For an `$effect`: returns its clean-up. */
  follow(room: Room, since: Position | null, onChange: (change: Change) => void): () => void {
    let stopped = false;
    let stop = () => undefined as void;
    this.#rooms ??= this.#open();
    void this.#rooms.then((rooms) => {
      if (stopped) return;
      stop = rooms.follow(room, since, onChange);
      if (this.connection === 'idle') this.#connect();
    });
    return () => {
      stopped = true;
      stop();
    };
  }

  /** Hears what is said beside the changes of rooms, over whatever connections there come to be. Returns how to stop. */
  hear<Said>(event: string, listener: (said: Said) => void): () => void {
    let stopped = false;
    this.#rooms ??= this.#open();
    void this.#rooms.then(() => stopped || this.#socket?.on(event, listener));
    return () => {
      stopped = true;
      this.#socket?.off(event, listener);
    };
  }

  /** Asks over the connection; null while there is none, or none that answers. */
  async ask<Answer>(event: string, body: unknown): Promise<Answer | null> {
    if (!this.#socket?.connected) return null;
    return (await this.#socket
      .timeout(ANSWERED_WITHIN)
      .emitWithAck(event, body)
      .catch(() => null)) as Answer | null;
  }

  /** The person has signed in or out: the connection was the former one's. The next page that follows something opens its own. */
  end(): void {
    this.#socket?.disconnect();
    this.connection = 'idle';
  }

  #connect(): void {
    if (this.connection === 'idle') this.connection = 'connecting';
    this.#socket?.connect();
  }

  async #open(): Promise<Rooms> {
    this.connection = 'connecting';
    const { io } = await import('socket.io-client');
    const socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5000, withCredentials: true });
    this.#socket = socket;
    const rooms = new Rooms(socket as unknown as Wire, beforeDrawing);
    socket.on('connect', () => {
      this.connection = 'on';
      rooms.connected();
    });
    socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return;
      this.connection = 'lost';
      // The server ends a connection whose session has run out; Socket.IO leaves coming back to us then.
      if (reason === 'io server disconnect') void this.#comeBack();
    });
    socket.on('connect_error', () => {
      this.connection = 'lost';
      if (!socket.active) void this.#comeBack();
    });
    socket.on('change', (change: Change) => rooms.changed(change));
    return rooms;
  }

  /** After a refusal: with a renewed session, and never faster than a person would. */
  async #comeBack(): Promise<void> {
    const wait = Math.max(1000, this.#renewedAt + RENEW_EVERY - Date.now());
    const first = this.#renewedAt === 0;
    this.#renewedAt = Date.now();
    if (!first) await new Promise((done) => setTimeout(done, wait));
    await renewSession();
    this.#socket?.connect();
  }
}

export const live = new Live();
