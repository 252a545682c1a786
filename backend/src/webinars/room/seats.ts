import type { Id } from '@lyceum/contracts';
import type { Seat } from './seat.ts';

/** The connections of this backend in one room, or at its door. */
class SeatsOfRoom {
  readonly all = new Set<Seat>();
  readonly people = new Map<Id, Set<Seat>>();
  readonly connections = new Map<Id, Seat>();
}

/** Who is in which room by a connection of this backend, or waits at its door. */
export class Seats {
  private readonly rooms = new Map<Id, SeatsOfRoom>();

  in(roomId: Id): readonly Seat[] {
    return [...(this.rooms.get(roomId)?.all ?? [])];
  }

  of(roomId: Id, personId: Id): readonly Seat[] {
    return [...(this.rooms.get(roomId)?.people.get(personId) ?? [])];
  }

  /** Who is in the room by the connection. */
  by(roomId: Id, connectionId: Id): Seat | undefined {
    const seat = this.rooms.get(roomId)?.connections.get(connectionId);
    return seat?.inside ? seat : undefined;
  }

  /** Whether somebody is in the room, and not only at its door. */
  isInside(roomId: Id, personId: Id): boolean {
    return this.of(roomId, personId).some(({ inside }) => inside);
  }

  has(roomId: Id): boolean {
    return this.rooms.has(roomId);
  }

  roomIds(): readonly Id[] {
    return [...this.rooms.keys()];
  }

  take(seat: Seat): void {
    const { roomId, who } = seat;
    const room = this.rooms.get(roomId) ?? new SeatsOfRoom();
    this.rooms.set(roomId, room);
    room.all.add(seat);
    room.connections.set(seat.connectionId, seat);
    room.people.set(who.personId, (room.people.get(who.personId) ?? new Set()).add(seat));
  }

  /** Whether it was the last one there. */
  give(seat: Seat): boolean {
    const { roomId, who } = seat;
    const room = this.rooms.get(roomId);
    if (!room?.all.delete(seat)) return false;
    if (room.connections.get(seat.connectionId) === seat) room.connections.delete(seat.connectionId);
    const own = room.people.get(who.personId);
    own?.delete(seat);
    if (own?.size === 0) room.people.delete(who.personId);
    if (room.all.size > 0) return false;
    return this.rooms.delete(roomId);
  }
}
