import { setTimeout as pause } from 'node:timers/promises';
import { newId, type Id } from '@lyceum/contracts';
import { ReadModels, type DueRow } from '@lyceum/projections';
import { derivedId, type ReadStore } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { Clock } from '../api/clock.ts';
import { Log } from '../log.ts';
import { READ_STORE } from '../stores/tokens.ts';
import { DueCommands } from './due-commands.ts';
import { Turn } from './turn.ts';

/** Times in milliseconds. */
const TICK = 1000;
const TURN = 5000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 5 * 60_000;
const AT_ONCE = 100;
/** Things that fail again and again must not keep others from being seen. */
const IN_SIGHT = 2000;

/** Gives the commands that time asks for: looks at what is due and sees to it, again where it failed, until the row is gone. */
@Injectable()
export class Clockwork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly turn: Turn;
  private readonly retries = new LRUCache<string, { readonly wait: number; readonly at: number }>({ max: 10_000 });
  private running: Promise<void> | undefined;

  constructor(
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
    private readonly due: DueCommands,
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

  /** Sees to what is due now. @throws ReadStoreUnavailable */
  async tick(): Promise<void> {
    if (!(await this.turn.mine())) return;
    const rows = await this.models.due.until(this.clock.now(), IN_SIGHT);
    const now = rows.filter((row) => this.isTime(row)).slice(0, AT_ONCE);
    await Promise.all(now.map((row) => this.give(row)));
  }

  private isTime(row: DueRow): boolean {
    return performance.now() >= (this.retries.get(keyOf(row))?.at ?? 0);
  }

  private async give(row: DueRow): Promise<void> {
    const commandId = derivedId(ofWhat(row), `${row.what} ${row.at}`);
    const key = keyOf(row);
    const context = { commandId, correlationId: newId(), causationId: commandId, by: null, at: this.clock.now(), repeated: false };
    const command = this.due.for(row, context);
    const wait = Math.min(LAST_RETRY, (this.retries.get(key)?.wait ?? FIRST_RETRY / 2) * 2);
    this.retries.set(key, { wait, at: performance.now() + wait });
    try {
      if (command) await this.commands.execute(command);
    } catch (err) {
      this.log.warn({ err, what: row.what, id: ofWhat(row) }, 'What was due could not be done yet');
    }
  }
}

/** The same thing at another time is due anew. */
const keyOf = (row: DueRow): string => `${ofWhat(row)} ${row.what} ${row.at}`;

/** The id of what is due. */
function ofWhat(row: DueRow): Id {
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
    case 'send-mail':
      return row.mailId;
    case 'remind-of-webinar':
      return row.webinarId;
  }
}
