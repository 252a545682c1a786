import type { Id, RoomAnswers, RoomRequest, ROOM_REQUESTS } from '@lyceum/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Clock } from '../../../api/clock.ts';
import { CONFIG, type Config } from '../../../config.ts';
import { firstTry } from '../../../deciding/context.ts';
import type { Outcome } from '../../../deciding/streams.ts';
import { Signs } from '../../../live/presence/signs.ts';
import { MediaControl } from '../../../media/media-control.ts';
import { ActInRoom } from '../act-in-room.ts';
import type { Act } from '../acts/acting.ts';
import { RoomHub } from '../hub.ts';
import type { LiveRoom } from '../live-room.ts';
import type { Room } from '../room.ts';
import { RunningRecordings } from '../running-recordings.ts';
import type { Seat } from '../seat.ts';

/** A request's body as its schema gives it. */
export type Body<Name extends RoomRequest> = z.output<(typeof ROOM_REQUESTS)[Name]>;

/** What requests of one capability come to; who asks is in the room. */
export type Answering<Names extends RoomRequest> = {
  readonly [Name in Names]: (desk: Desk, seat: Seat, body: Body<Name>) => Promise<RoomAnswers[Name]>;
};

/** Milliseconds until what one has just done oneself must be seen here. */
const PATIENCE = 5000;

/** What answering the requests of a room takes. */
@Injectable()
export class Desk {
  constructor(
    readonly hub: RoomHub,
    readonly media: MediaControl,
    readonly signs: Signs,
    readonly recordings: RunningRecordings,
    readonly commands: CommandBus,
    readonly clock: Clock,
    @Inject(CONFIG) readonly config: Config,
  ) {}

  /** Does it as the person of the seat, and waits until this backend has seen it. @throws Refused */
  async act({ roomId, who }: Seat, act: Act): Promise<Outcome<Room>> {
    const outcome = await this.commands.execute(new ActInRoom(firstTry(who.personId, this.clock.now()), roomId, who.personId, act));
    if (outcome.recorded) await (await this.hub.open(roomId)).reached(outcome.revision, PATIENCE);
    return outcome;
  }

  room({ roomId }: Seat): Promise<LiveRoom> {
    return this.hub.open(roomId);
  }

  /** All that a connection sent and received ends. */
  async dropPeer(roomId: Id, connectionId: Id): Promise<void> {
    await this.media.ask('close-peer', { roomId, peerId: connectionId }).catch(() => {});
  }
}

export const DONE = {};
