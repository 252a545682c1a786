import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, laterPosition, type AcademyEventType, type Id, type Position } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, ReadStore } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Turn } from '../../automation/turn.ts';
import { byItself } from '../../deciding/context.ts';
import { Log } from '../../log.ts';
import { EVENT_LOG, READ_STORE } from '../../stores/tokens.ts';
import { NextSyncs } from './next-syncs.ts';
import { SyncCalendar } from './sync-calendar.ts';

/** Times in milliseconds. */
const TICK = 2000;
const TURN = 10_000;
/** So many calendars are looked at at once. */
const AT_ONCE = 4;
/** How long the read models may take to hear of what woke a calendar. */
const PATIENCE = 5000;

/** What changes the sessions of two people. */
const WAKING = [
  'consultations.BookingConfirmed.v1',
  'consultations.BookingCancelled.v1',
  'consultations.BookingRefused.v1',
  'consultations.BookingRescheduled.v1',
  'consultations.AvailabilitySet.v1',
  'consultations.CalendarConnected.v1',
] as const satisfies readonly AcademyEventType[];

/**
 * Keeps the calendars that people have connected in step: one backend at a time, each calendar every few minutes and as soon as a session
 * changes, and more seldom the longer it cannot be reached.
 */
@Injectable()
export class CalendarKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly turn: Turn;
  private readonly next = new NextSyncs();
  private readonly underWay = new Map<Id, Promise<void>>();
  private heard: Position = BEGINNING;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(READ_STORE) store: ReadStore,
    @Inject(EVENT_LOG) private readonly events: EventLog,
  ) {
    this.turn = new Turn(store, 'calendar-sync', TURN);
  }

  onApplicationBootstrap(): void {
    this.running = Promise.all([this.run(), this.listen()]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.allSettled(this.underWay.values());
    await this.turn.leave();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.tick().catch((err: unknown) => this.log.debug({ err }, 'The keeper of calendars waits for the stores'));
      await pause(TICK, undefined, { signal }).catch(() => {});
    }
  }

  /** Whoever has the turn begins with what is due. */
  private async tick(): Promise<void> {
    if (!(await this.turn.mine())) return;
    const now = performance.now();
    for (const { connectionId, personId } of await this.models.connections.all()) {
      if (this.underWay.size >= AT_ONCE) return;
      if (this.underWay.has(connectionId) || !this.next.isDue(connectionId, personId, now)) continue;
      const work = this.sync(connectionId, personId).finally(() => this.underWay.delete(connectionId));
      this.underWay.set(connectionId, work);
    }
  }

  private async sync(connectionId: Id, personId: Id): Promise<void> {
    this.next.begins(connectionId, personId);
    try {
      await this.models.waitFor(this.heard, ['bookings', 'connections'], PATIENCE);
      const { body } = await this.commands.execute(
        new SyncCalendar(byItself('keep-calendar', connectionId, this.clock.now()), connectionId),
      );
      this.next.ended(connectionId, body.problem === null, performance.now());
    } catch (err) {
      this.next.ended(connectionId, false, performance.now());
      this.log.debug({ err, connectionId }, 'A calendar could not be kept in step');
    }
  }

  /** Sessions that change are to be seen in other calendars at once, not at the next round. */
  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const head = await this.events.head();
        for await (const message of this.events.feed(head, signal, WAKING)) {
          if (message.kind !== 'fact') continue;
          this.heard = laterPosition(this.heard, message.position);
          const { instructorId, studentId, personId } = message.fact.data as Readonly<Record<string, Id | undefined>>;
          for (const person of [instructorId, studentId, personId]) if (person !== undefined) this.next.wake(person);
        }
      } catch (err) {
        this.log.debug({ err }, 'The keeper of calendars waits for the event store');
        await pause(TICK, undefined, { signal }).catch(() => {});
      }
    }
  }
}
