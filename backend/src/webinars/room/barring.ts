import { setTimeout as pause } from 'node:timers/promises';
import { type AcademyEventType, type EventOf, type Id, type Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { byItself } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Log } from '../../log.ts';
import { MediaControl } from '../../media/media-control.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { ActInRoom } from './act-in-room.ts';
import { standAs } from './acts/entering.ts';
import { CloseRoom } from './close-room.ts';
import { Doors } from './door.ts';
import { RoomHub } from './hub.ts';
import { rooms } from './room.ts';
import { RunningRecordings } from './running-recordings.ts';

/** Facts by which somebody may not be in a room any more, or not as what they are there. */
const FACTS = [
  'webinars.RegistrationRefused.v1',
  'webinars.RegistrationWithdrawn.v1',
  'webinars.WebinarEdited.v1',
  'webinars.WebinarCancelled.v1',
  'enrolments.StudentLeft.v1',
  'accounts.RolesChanged.v1',
  'consultations.BookingCancelled.v1',
  'consultations.BookingRescheduled.v1',
  'consultations.NoShowRecorded.v1',
] as const satisfies readonly AcademyEventType[];
type Fact = Recorded<EventOf<(typeof FACTS)[number]>>;

const AGAIN = 1000;
/** Milliseconds until what is recorded must be seen here. */
const PATIENCE = 5000;

/**
 * Puts people out of rooms at once whose right to be there has ended: each backend sees to the rooms that somebody of it is in. Who comes in
 * just then looks at `changes` before and after.
 */
@Injectable()
export class Barring implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** How many facts were seen. */
  changes = 0;

  constructor(
    private readonly hub: RoomHub,
    private readonly doors: Doors,
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly media: MediaControl,
    private readonly recordings: RunningRecordings,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(EVENT_LOG) private readonly events: EventLog,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Looks again whether, and as what, people may be in a room. @throws EventStoreUnavailable */
  async recheck(roomId: Id, personIds: Iterable<Id>): Promise<void> {
    for (const personId of personIds) await this.recheckOne(roomId, personId);
  }

  private async recheckOne(roomId: Id, personId: Id): Promise<void> {
    const { state } = await this.streams.look(rooms, roomId);
    const former = state.people.get(personId)?.connectionId;
    const role = await this.doors.roleOf(roomId, personId);
    if (former === undefined && !state.lobby.has(personId)) return role === null ? this.turnAway(roomId, personId) : undefined;
    const context = byItself('bar-from-room', `${roomId} ${personId}`, this.clock.now());
    const outcome = await this.commands.execute(new ActInRoom(context, roomId, personId, standAs(role)));
    if (role !== null) return;
    if (former !== undefined) await this.media.ask('close-peer', { roomId, peerId: former }).catch(() => {});
    if (outcome.recorded) await (await this.hub.open(roomId)).reached(outcome.revision, PATIENCE);
    this.turnAway(roomId, personId);
    if (outcome.recorded && outcome.state.phase === 'empty') await this.recordings.closed(roomId, outcome.state).catch(() => {});
  }

  /** Who waits at the door is not in the room yet. */
  private turnAway(roomId: Id, personId: Id): void {
    for (const seat of this.hub.seats.of(roomId, personId)) if (seat.waiting) seat.out('barred');
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const head = await this.events.head();
        // What changed while nothing was heard.
        for (const roomId of this.hub.roomIds()) await this.recheck(roomId, this.hub.peopleOf(roomId));
        for await (const message of this.events.news(head, signal, FACTS)) {
          if (message.kind === 'fact') await this.heard(message.fact as unknown as Fact);
        }
      } catch (err) {
        if (!signal.aborted) this.log.debug({ err }, 'Who may be in rooms waits for the event store');
      }
      await pause(AGAIN, undefined, { signal }).catch(() => {});
    }
  }

  private async heard({ type, data }: Fact): Promise<void> {
    this.changes++;
    switch (type) {
      case 'webinars.RegistrationRefused.v1':
      case 'webinars.RegistrationWithdrawn.v1':
        return this.recheckIn([data.webinarId], data.personId);
      case 'enrolments.StudentLeft.v1':
        return this.recheckIn(this.hub.roomIds(), data.studentId);
      case 'accounts.RolesChanged.v1':
        return this.recheckIn(this.hub.roomIds(), data.personId);
      case 'webinars.WebinarEdited.v1':
        return this.recheck(data.webinarId, this.hub.peopleOf(data.webinarId));
      case 'consultations.BookingRescheduled.v1':
        return this.recheck(data.bookingId, this.hub.peopleOf(data.bookingId));
      case 'webinars.WebinarCancelled.v1':
        return this.cancelled(data.webinarId);
      case 'consultations.BookingCancelled.v1':
      case 'consultations.NoShowRecorded.v1':
        return this.cancelled(data.bookingId);
    }
  }

  private async recheckIn(roomIds: readonly Id[], personId: Id): Promise<void> {
    for (const roomId of roomIds) if (this.hub.peopleOf(roomId).has(personId)) await this.recheckOne(roomId, personId);
  }

  /** The clock would close it too, a little later. */
  private async cancelled(roomId: Id): Promise<void> {
    if (!this.hub.roomIds().includes(roomId)) return;
    await this.commands
      .execute(new CloseRoom(byItself('bar-from-room', roomId, this.clock.now()), roomId))
      .catch((err: unknown) => this.log.warn({ err }, 'A room that was cancelled could not be closed yet'));
    for (const seat of this.hub.seats.in(roomId)) if (seat.waiting) seat.out('cancelled');
  }
}
