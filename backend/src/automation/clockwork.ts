import { setTimeout as pause } from 'node:timers/promises';
import { runName, type Id } from '@lyceum/contracts';
import { ReadModels, type Due } from '@lyceum/projections';
import { because, derivedId, spanOfFact, type ReadStore } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { Clock } from '../api/clock.ts';
import type { CommandContext } from '../deciding/context.ts';
import { Log } from '../log.ts';
import { READ_STORE } from '../stores/tokens.ts';
import { DueCommands } from './due-commands.ts';
import type { Undone } from './record.ts';
import { Turn } from './turn.ts';
import { UndoneThings } from './undone-things.ts';

/** Times in milliseconds. */
const TICK = 1000;
const TURN = 5000;
/** What was given is given again after so long where its row is still there: who does it takes their time. */
const FIRST_WAIT = 2000;
const LAST_WAIT = 5 * 60_000;
const AT_ONCE = 100;
/** Things that fail again and again must not keep others from being seen. */
const IN_SIGHT = 2000;

/** Gives the commands that time asks for: looks at what is due and sees to it, again where it failed, until the row is gone. */
@Injectable()
export class Clockwork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly turn: Turn;
  private readonly given = new LRUCache<string, { readonly wait: number; readonly until: number }>({ max: 10_000 });
  private running: Promise<void> | undefined;

  constructor(
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
    private readonly due: DueCommands,
    private readonly undone: UndoneThings,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(READ_STORE) store: ReadStore,
  ) {
    this.turn = new Turn(store, 'clockwork', TURN);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.turn.leave();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.tick().catch((err: unknown) => this.log.debug({ err }, 'The clock waits for the stores'));
      await pause(TICK, undefined, { signal }).catch(() => {});
    }
  }

  /** Sees to what is due now. @throws ReadStoreUnavailable, EventStoreUnavailable */
  async tick(): Promise<void> {
    if (!(await this.turn.mine())) return;
    const rows = await this.models.due.until(this.clock.now(), IN_SIGHT);
    const undone = await this.undone.of(new Set(rows.map(({ what }) => what)));
    const now = rows.filter((row) => this.isTime(row, undone(row))).slice(0, AT_ONCE);
    await Promise.all(now.map((row) => this.give(row, undone(row))));
  }

  /** What failed is tried when its time has come; what was done is given its time to be seen by the read model. */
  private isTime(row: Due, undone: Undone | undefined): boolean {
    if (undone) return undone.next <= this.clock.now();
    return performance.now() >= (this.given.get(timeOf(row))?.until ?? 0);
  }

  private async give(row: Due, undone: Undone | undefined): Promise<void> {
    const context: CommandContext = {
      commandId: derivedId(ofWhat(row), `${row.what} ${row.at}`),
      correlationId: row.cause.correlationId,
      causationId: row.cause.factId,
      by: null,
      at: this.clock.now(),
      repeated: false,
      run: runName(row.what, row.key),
    };
    const wait = Math.min(LAST_WAIT, (this.given.get(timeOf(row))?.wait ?? FIRST_WAIT / 2) * 2);
    this.given.set(timeOf(row), { wait, until: performance.now() + wait });
    await because({ correlationId: context.correlationId, spanId: spanOfFact(context.causationId) }, () => this.doIt(row, context, undone));
  }

  private async doIt(row: Due, context: CommandContext, undone: Undone | undefined): Promise<void> {
    try {
      const command = this.due.for(row, context);
      if (command) await this.commands.execute(command);
      if (undone) await this.undone.note(row, context, null);
    } catch (err) {
      this.log.warn({ err, what: row.what, id: ofWhat(row) }, 'What was due could not be done yet');
      await this.undone.note(row, context, err);
    }
  }
}

/** The same thing at another time is due anew. */
const timeOf = ({ what, key, at }: Due): string => `${what} ${key} ${at}`;

/** The id of what is due. */
function ofWhat(row: Due): Id {
  switch (row.what) {
    case 'apply-regrade':
      return row.regradeId;
    case 'end-attempt':
      return row.attemptId;
    case 'attend-booking':
    case 'remind':
    case 'settle-payment':
      return row.bookingId;
    case 'move-horizon':
      return row.instructorId;
    case 'close-room':
      return row.roomId;
    case 'send-report':
      return row.reportId;
    case 'send-mail':
      return row.mailId;
    case 'remind-of-webinar':
      return row.webinarId;
    case 'erase-person':
      return row.personId;
  }
}
