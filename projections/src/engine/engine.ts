import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, comparePositions, instant } from '@lyceum/contracts';
import type { EventLog, ReadStore } from '@lyceum/stores';
import type { Logger } from 'pino';
import { Lease, type LeaseTimes } from './lease.ts';
import { LIVE_PACE, type Pace } from './pace.ts';
import type { Projection } from './projection.ts';
import { shownPosition, type Heartbeat } from './records.ts';
import { Effort } from './effort.ts';
import { Rates } from './rates.ts';
import { Session } from './session.ts';

export interface EngineOptions {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly models: readonly Projection[];
  readonly logger: Logger;
  readonly pace?: Pace;
  readonly lease?: LeaseTimes;
}

const LEASE: LeaseTimes = { beat: 1000, silence: 4000 };
const HEARTBEAT = 1000;
/** Waiting before the next try after a failure, in milliseconds: doubled each time, up to the most. */
const BACK_OFF = { first: 100, most: 3000 };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Keeps the read models up with the log. Of several engines on one read store one works, the others stand by. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #session: Session | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#lease = new Lease(options.store, options.lease ?? LEASE);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Writes what is folded, with its checkpoint, and lets another engine take over at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Whether this engine is the one that works. */
  get working(): boolean {
    return this.#session !== null;
  }

  async #run(): Promise<void> {
    const { logger } = this.#options;
    const { signal } = this.#stopping;
    let wait = BACK_OFF.first;
    while (!signal.aborted) {
      const began = performance.now();
      try {
        if (await this.#lease.acquire(signal)) await this.#work();
      } catch (error) {
        logger.warn({ error: messageOf(error) }, 'the read models stand still');
        await this.#say({ error: messageOf(error) }).catch(() => {});
        wait = performance.now() - began > BACK_OFF.most ? BACK_OFF.first : Math.min(wait * 2, BACK_OFF.most);
        await pause(wait, undefined, { signal }).catch(() => {});
      }
    }
    await this.#lease.release();
  }

  /** Works until the engine stops, the lease is lost or something fails; everything but the read store is begun anew then. */
  async #work(): Promise<void> {
    const { pace = LIVE_PACE, ...options } = this.#options;
    const over = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, over.signal]);
    const lost = this.#lease.keep(signal).then(() => over.abort());
    try {
      const refused = (model: string, order: string, reason: string) =>
        options.logger.warn({ model, order, reason }, 'an order could not be followed');
      const session = await Session.begin({ ...options, pace, refused }, signal);
      this.#session = session;
      options.logger.info({ position: session.live.group.written }, 'the read models follow the log');
      const beating = this.#beat(session, signal);
      await session.run();
      await beating;
    } finally {
      this.#session = null;
      over.abort();
      await lost;
    }
  }

  async #beat(session: Session, signal: AbortSignal): Promise<void> {
    const told = new Set<string>();
    const rates = new Rates();
    const effort = new Effort();
    while (!signal.aborted) {
      this.#tellStopped(session, told);
      await this.#say({ ...(await this.#standing(session)), ...rates.of(session.live), process: effort.now() }).catch(() => {});
      await pause(HEARTBEAT, undefined, { signal }).catch(() => {});
    }
  }

  #tellStopped({ live }: Session, told: Set<string>): void {
    for (const { model, stopped, unreadable } of live.group.tables) {
      if (stopped === null || !unreadable) told.delete(model.name);
      else if (!told.has(model.name)) {
        told.add(model.name);
        const position = shownPosition(stopped);
        this.#options.logger.error(
          { model: model.name, position },
          'a read model stands still at a fact of a newer version than it can read',
        );
      }
    }
  }

  async #standing({ live, filling }: Session): Promise<Partial<Heartbeat>> {
    const [head, error] = await this.#options.log.head().then(
      (position) => [position, null] as const,
      (failure: unknown) => [live.group.written, messageOf(failure)] as const,
    );
    const position = live.group.written;
    const behind = comparePositions(position, head) < 0;
    const lagEvents = behind ? Math.max(1, live.waiting) : 0;
    const lagSeconds = behind && live.oldest !== null ? Math.max(0, (Date.now() - live.oldest) / 1000) : 0;
    const missed = Object.fromEntries(live.group.tables.flatMap((table) => (table.missed ? [[table.model.name, table.missed]] : [])));
    return { position, head, lagEvents, lagSeconds, filling, missed, error };
  }

  async #say(what: Partial<Heartbeat>): Promise<void> {
    const nothing = { position: BEGINNING, head: BEGINNING, lagEvents: 0, lagSeconds: 0, rate: 0, filling: {}, error: null };
    const document = { ...nothing, ...what, at: instant(Date.now()) };
    await this.#options.store.write([{ collection: 'heartbeats', key: 'projections', document }]);
  }
}
