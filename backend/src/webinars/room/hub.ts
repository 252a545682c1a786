import { setTimeout as pause } from 'node:timers/promises';
import {
  BEGINNING,
  runsRoom,
  type FollowAnswer,
  type Id,
  type MediaNews,
  type OutWhy,
  type Recorded,
  type RoomEvent,
  type RoomNews,
} from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { Signs } from '../../live/presence/signs.ts';
import { Log } from '../../log.ts';
import { MediaControl, type MediaListener } from '../../media/media-control.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { channelOf } from './channels.ts';
import { ROOM_FACTS } from './facts.ts';
import { LiveRoom, type Audience } from './live-room.ts';
import { Names } from './names.ts';
import { endForbidden } from './forbidden.ts';
import type { Seat } from './seat.ts';
import { Seats } from './seats.ts';
import type { Scene } from './view/fold.ts';

const AGAIN = 1000;
/** A room that nobody here is in any more is kept for so long, in milliseconds: people come back. */
const KEPT = 60_000;

/** The rooms that somebody of this backend is in: passes on their facts, and the news of their media. */
@Injectable()
export class RoomHub implements OnApplicationBootstrap, BeforeApplicationShutdown, MediaListener {
  private readonly rooms = new Map<Id, LiveRoom>();
  readonly seats = new Seats();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private deaf: (() => void) | undefined;
  namespace: Namespace | undefined;

  constructor(
    private readonly media: MediaControl,
    private readonly signs: Signs,
    private readonly names: Names,
    private readonly log: Log,
    @Inject(EVENT_LOG) private readonly events: EventLog,
  ) {}

  onApplicationBootstrap(): void {
    this.media.listen(this);
    this.deaf = this.signs.listen(({ kind, personId, place }, given) => {
      if (kind === 'webinar') this.rooms.get(place)?.connected(personId, given);
    });
    this.running = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.deaf?.();
    for (const room of this.rooms.values()) room.close();
    await this.running;
  }

  /** The room, with all that was recorded of it. @throws EventStoreUnavailable */
  async open(roomId: Id): Promise<LiveRoom> {
    let room = this.rooms.get(roomId);
    if (!room) {
      room = new LiveRoom(roomId, {
        names: this.names,
        isConnected: (personId) =>
          this.signs.has({ kind: 'webinar', personId, place: roomId }) || this.seats.of(roomId, personId).length > 0,
        read: (after) => this.events.read(`room-${roomId}`, after) as Promise<readonly Recorded<RoomEvent>[]>,
        tell: (audience, revision, changes) => this.tell(roomId, audience, 'room', { revision, changes }),
        happened: (fact) => this.happened(room!, fact),
      });
      this.rooms.set(roomId, room);
    }
    try {
      await room.loaded;
    } catch (error) {
      this.rooms.delete(roomId);
      throw error;
    }
    return room;
  }

  /** Rooms that somebody here is in, or was in a moment ago. */
  roomIds(): readonly Id[] {
    return [...this.rooms.keys()];
  }

  scene(roomId: Id): Scene | undefined {
    return this.rooms.get(roomId)?.scene;
  }

  /** All that are in the room or in its lobby, and those of this backend who are at its door. */
  peopleOf(roomId: Id): ReadonlySet<Id> {
    const scene = this.scene(roomId);
    const atDoor = this.seats.in(roomId).map(({ who }) => who.personId);
    return new Set([...(scene?.people.keys() ?? []), ...(scene?.lobby.keys() ?? []), ...atDoor]);
  }

  take(seat: Seat): void {
    this.seats.take(seat);
  }

  give(seat: Seat): void {
    if (this.seats.give(seat)) setTimeout(() => this.forget(seat.roomId), KEPT).unref();
  }

  tell<Name extends keyof RoomNews>(roomId: Id, audience: Audience, name: Name, news: RoomNews[Name]): void {
    this.namespace?.to(channelOf(roomId, audience)).emit(name, news);
  }

  /** To everybody who is in the room by this backend. */
  tellAll<Name extends keyof RoomNews>(roomId: Id, name: Name, news: RoomNews[Name]): void {
    this.namespace?.to([channelOf(roomId, 'hosts'), channelOf(roomId, 'others')]).emit(name, news);
  }

  news<Name extends keyof MediaNews>(name: Name, news: MediaNews[Name]): void {
    if (name === 'status') {
      for (const roomId of this.seats.roomIds()) this.tellAll(roomId, 'media', news as MediaNews['status']);
      return;
    }
    const { roomId } = news as { roomId: Id };
    const room = this.rooms.get(roomId);
    if (room) this.passOn(room, name, news);
  }

  /** The media process is there (again): where it has forgotten the room, all begin anew. */
  followed(roomId: Id, state: Parameters<MediaListener['followed']>[1]): void {
    const room = this.rooms.get(roomId);
    if (!room) return;
    this.learn(room, state);
    const known = new Set(state.peers.map(({ peerId }) => peerId));
    for (const seat of this.seats.in(roomId)) {
      if (seat.inside && !known.has(seat.connectionId)) seat.reset(state.rtpCapabilities, state.sent);
    }
  }

  /** What is sent in the room, by the media process's own word. */
  learn(room: LiveRoom, { sent, speakerId }: Pick<FollowAnswer, 'sent' | 'speakerId'>): void {
    room.sent.clear();
    for (const media of sent) room.sent.set(media.producerId, media);
    room.speakerId = speakerId;
  }

  private forget(roomId: Id): void {
    if (this.seats.has(roomId)) return;
    this.rooms.get(roomId)?.close();
    this.rooms.delete(roomId);
    void this.media.unfollow(roomId);
  }

  private passOn<Name extends keyof MediaNews>(room: LiveRoom, name: Name, news: MediaNews[Name]): void {
    const { roomId } = room;
    const peer = () => {
      return this.seats.by(roomId, (news as { peerId: Id }).peerId);
    };
    switch (name) {
      case 'sent': {
        const { media } = news as MediaNews['sent'];
        room.sent.set(media.producerId, media);
        // It may have been forbidden on its way here.
        void endForbidden(this.media, room, media);
        return this.tellAll(roomId, 'sent', media);
      }
      case 'sent-ended': {
        const { producerId, personId } = news as MediaNews['sent-ended'];
        room.sent.delete(producerId);
        return this.tellAll(roomId, 'sent-ended', { producerId, personId });
      }
      case 'speaker': {
        const { personId } = news as MediaNews['speaker'];
        room.speakerId = personId;
        return this.tellAll(roomId, 'speaker', { personId });
      }
      case 'levels':
        return this.tellAll(roomId, 'levels', { levels: (news as MediaNews['levels']).levels });
      case 'consumer-closed':
        return peer()?.emit('consumer-closed', { consumerId: (news as MediaNews['consumer-closed']).consumerId });
      case 'consumer-layers': {
        const { consumerId, layers } = news as MediaNews['consumer-layers'];
        return peer()?.emit('consumer-layers', { consumerId, layers });
      }
      case 'consumer-score': {
        const { consumerId, score } = news as MediaNews['consumer-score'];
        return peer()?.emit('consumer-score', { consumerId, score });
      }
      case 'room-lost': {
        const { rtpCapabilities } = news as MediaNews['room-lost'];
        room.sent.clear();
        room.speakerId = null;
        return this.tellAll(roomId, 'media-reset', { rtpCapabilities, sent: [] });
      }
      default:
        return;
    }
  }

  /** What a fact means to the connections here. */
  private happened(room: LiveRoom, { type, data }: Recorded<RoomEvent>): void {
    const { roomId } = data;
    const waiting = (seats: readonly Seat[]) => seats.filter((seat) => seat.waiting);
    const inside = (personId: Id) => this.seats.of(roomId, personId).filter((seat) => seat.inside);
    switch (type) {
      case 'webinars.RoomOpened.v1':
        return waiting(this.seats.in(roomId)).forEach((seat) => seat.emit('admitted', {}));
      case 'webinars.RoomClosed.v2': {
        const { why } = data;
        if (why !== 'over' && why !== 'cancelled') return;
        return waiting(this.seats.in(roomId)).forEach((seat) => seat.out(why));
      }
      case 'webinars.Admitted.v1':
        return waiting(this.seats.of(roomId, data.personId)).forEach((seat) => seat.emit('admitted', {}));
      case 'webinars.AdmissionRefused.v1':
        return waiting(this.seats.of(roomId, data.personId)).forEach((seat) => seat.out('refused'));
      case 'webinars.ParticipantJoined.v1':
        return inside(data.personId)
          .filter(({ connectionId }) => connectionId !== data.connectionId)
          .forEach((seat) => this.putOut(seat, 'elsewhere'));
      case 'webinars.RoleChanged.v1':
        inside(data.personId).forEach((seat) => seat.runs(runsRoom(data.role)));
        return void endForbidden(this.media, room, data);
      case 'webinars.RoomSettingsChanged.v1':
        return void endForbidden(this.media, room);
      case 'webinars.ParticipantLeft.v1': {
        const { why } = data;
        // Who is taken for gone and is not comes in again.
        if (why === 'left' || why === 'lost') return inside(data.personId).forEach((seat) => seat.again());
        return inside(data.personId).forEach((seat) => this.putOut(seat, why));
      }
      default:
        return;
    }
  }

  /** Their media end too, whoever else sees to it. */
  private putOut(seat: Seat, why: OutWhy): void {
    const { roomId, connectionId } = seat;
    seat.out(why);
    void this.media.ask('close-peer', { roomId, peerId: connectionId }).catch(() => {});
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const head = await this.events.head();
        // What was recorded while nothing was heard.
        for (const room of this.rooms.values()) room.catchUp();
        for await (const message of this.events.news(head ?? BEGINNING, signal, ROOM_FACTS)) {
          if (message.kind !== 'fact') continue;
          const fact = message.fact as Recorded<RoomEvent>;
          this.rooms.get(fact.data.roomId)?.offer(fact);
        }
      } catch (err) {
        if (!signal.aborted) this.log.debug({ err }, 'The rooms wait for the event store');
      }
      await pause(AGAIN, undefined, { signal }).catch(() => {});
    }
  }
}
