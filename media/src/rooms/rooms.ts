import type { Id, MediaNews } from '@lyceum/contracts';
import type { Logger } from 'pino';
import { Refused } from '../control/refused.ts';
import type { Crew, Post } from '../workers/crew.ts';
import { Branches } from './branches.ts';
import { Room } from './room.ts';

interface Surroundings {
  readonly consumersPerWorker: number;
  readonly logger: Logger;
  readonly tell: <Name extends keyof MediaNews>(roomId: Id, name: Name, news: MediaNews[Name]) => void;
}

/** All rooms that something is sent in, or that somebody follows. */
export class Rooms {
  readonly #around: Surroundings;
  readonly #rooms = new Map<Id, Promise<Room>>();
  #crew: Crew | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** There are workers from now on. */
  begin(crew: Crew): void {
    this.#crew = crew;
  }

  /** The room, made if it is not there. @throws Refused while there is no worker */
  open(roomId: Id): Promise<Room> {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const made = this.#make(roomId);
    this.#rooms.set(roomId, made);
    made.catch(() => this.#rooms.get(roomId) === made && this.#rooms.delete(roomId));
    return made;
  }

  /** @throws Refused where there is no such room */
  async room(roomId: Id): Promise<Room> {
    const room = await this.#rooms.get(roomId);
    if (!room) throw new Refused('room-not-found');
    return room;
  }

  async all(): Promise<readonly Room[]> {
    const rooms = await Promise.allSettled(this.#rooms.values());
    return rooms.flatMap((room) => (room.status === 'fulfilled' ? [room.value] : []));
  }

  async close(roomId: Id): Promise<void> {
    const room = this.#rooms.get(roomId);
    this.#rooms.delete(roomId);
    (await room?.catch(() => undefined))?.close();
  }

  /** A worker has died and another is in its place: the rooms that it had anything to do with are made anew. */
  async lost(post: Post): Promise<void> {
    for (const room of await this.all()) {
      if (!room.branches.posts.includes(post)) continue;
      const { roomId } = room;
      this.#rooms.delete(roomId);
      room.close();
      try {
        const { rtpCapabilities } = await this.open(roomId);
        this.#around.tell(roomId, 'room-lost', { roomId, rtpCapabilities });
      } catch (error) {
        this.#around.logger.error({ roomId, reason: String(error) }, 'a room could not be made anew');
      }
    }
  }

  async #make(roomId: Id): Promise<Room> {
    const post = this.#crew?.freest();
    if (!this.#crew || !post) throw new Refused('media-unavailable');
    const branches = await Branches.plant(this.#crew, post, this.#around.consumersPerWorker);
    return Room.open(roomId, branches, (name, news) => this.#around.tell(roomId, name, news));
  }
}
