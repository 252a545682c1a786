import { newId, type Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { byItself, firstTry } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Signs } from '../../live/presence/signs.ts';
import { Log } from '../../log.ts';
import { MediaControl } from '../../media/media-control.ts';
import { ActInRoom } from './act-in-room.ts';
import { leave } from './acts/entering.ts';
import { RoomHub } from './hub.ts';
import { rooms } from './room.ts';
import { RunningRecordings } from './running-recordings.ts';
import type { Seat } from './seat.ts';

/** How long somebody's place is kept whose connection broke, in milliseconds. */
export const GRACE = 15_000;
/** How often it is looked for those whose backend died, and for how long without a sign of them they are given to come back. */
const SWEPT = 10_000;
const SETTLED = 45_000;

/** Those whose connection to a room broke: their place is kept for a while, then they have left. */
@Injectable()
export class Absences implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting = new Map<Id, NodeJS.Timeout>();
  /** Since when there is no sign of somebody, by room and person. */
  private missing = new Map<string, number>();
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: RoomHub,
    private readonly signs: Signs,
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly media: MediaControl,
    private readonly recordings: RunningRecordings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = setInterval(
      () =>
        void this.sweep().catch((err: unknown) => {
          // Nobody can give a sign while the stores are away.
          this.missing.clear();
          this.log.debug({ err }, 'Absences were not looked for');
        }),
      SWEPT,
    );
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.sweeping);
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  /** The id that a connection comes by: the one of before, where it is that of their own place still. */
  async connectionFor(personId: Id, roomId: Id, asked: Id | undefined): Promise<Id> {
    if (asked === undefined) return newId();
    const { state } = await this.streams.look(rooms, roomId);
    return state.people.get(personId)?.connectionId === asked ? asked : newId();
  }

  /** The connection of somebody who is in a room has broken. */
  begin(seat: Seat): void {
    const sign = { kind: 'webinar', personId: seat.who.personId, place: seat.roomId } as const;
    void this.signs.take(sign);
    const timer = setTimeout(() => {
      this.waiting.delete(seat.connectionId);
      // They are back by another connection.
      if (this.signs.has(sign) || this.hub.seats.isInside(seat.roomId, seat.who.personId)) return;
      void this.leaves(seat, 'lost').catch((err: unknown) =>
        this.log.warn({ err }, 'Somebody who is gone could not be taken out of a room yet'),
      );
    }, GRACE);
    this.waiting.set(seat.connectionId, timer);
  }

  /** It is there again. */
  back(connectionId: Id): void {
    clearTimeout(this.waiting.get(connectionId));
    this.waiting.delete(connectionId);
  }

  /** They are not there any more; the room closes behind the last, for good where what it is for is over. */
  async leaves({ who, roomId, connectionId, door }: Seat, why: 'left' | 'lost'): Promise<void> {
    await this.left(roomId, who.personId, connectionId, why, this.clock.now() >= door.end);
  }

  private async left(roomId: Id, personId: Id, connectionId: Id, why: 'left' | 'lost', over: boolean): Promise<void> {
    this.back(connectionId);
    await this.media.ask('close-peer', { roomId, peerId: connectionId }).catch(() => {});
    if (why === 'left') void this.signs.take({ kind: 'webinar', personId, place: roomId });
    const now = this.clock.now();
    const context = why === 'left' ? firstTry(personId, now) : byItself('leave-room', `${roomId} ${personId}`, now);
    const outcome = await this.commands.execute(new ActInRoom(context, roomId, personId, leave(connectionId, why, over)));
    if (!outcome.recorded || outcome.state.phase === 'open') return;
    await this.recordings
      .closed(roomId, outcome.state)
      .catch((err: unknown) => this.log.warn({ err }, 'The recording of a room that closed could not be ended yet'));
  }

  /** Those who are somewhere by no backend's word: the backend that they came by has died, and they did not come back. */
  private async sweep(): Promise<void> {
    const now = performance.now();
    const before = this.missing;
    this.missing = new Map();
    for (const { roomId, personId } of await this.models.attendance.present()) {
      if (this.signs.has({ kind: 'webinar', personId, place: roomId }) || this.hub.seats.isInside(roomId, personId)) continue;
      const key = `${roomId} ${personId}`;
      const since = before.get(key) ?? now;
      this.missing.set(key, since);
      if (now - since < SETTLED) continue;
      const { state } = await this.streams.look(rooms, roomId);
      const place = state.people.get(personId);
      if (place && !this.waiting.has(place.connectionId)) await this.left(roomId, personId, place.connectionId, 'lost', false);
    }
  }
}
