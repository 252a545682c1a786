import { setTimeout as pause } from 'node:timers/promises';
import { comparePositions, type AutomationEvent, type Position, type Recorded } from '@lyceum/contracts';
import type { EventLog, FeedMessage, ReadStore } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '../log.ts';
import { EVENT_LOG, READ_STORE } from '../stores/tokens.ts';
import type { Automation } from './automation.ts';
import { Automations } from './automations.ts';
import { Progress } from './progress.ts';
import { Reactions } from './reactions.ts';
import { Turn } from './turn.ts';

/** Milliseconds. */
const TURN = 5000;
const TICK = 1000;
export const CHECKPOINT = 'automation';
/** Operators order it in streams of the automations; it is heard here, since another backend may have recorded it. */
const AGAIN = 'automation.RunAgainOrdered.v1';

/**
 * Follows the log and gives each automation the facts that it reacts to, in their order, one backend at a time. Where it stands lies in the
 * event store: a read store that is lost or folded anew repeats nothing and leaves nothing out.
 */
@Injectable()
export class Reactor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly turn: Turn;
  private running: Promise<void> | undefined;
  private progress: Progress | undefined;

  constructor(
    private readonly automations: Automations,
    private readonly reactions: Reactions,
    private readonly logger: Log,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_STORE) store: ReadStore,
  ) {
    this.turn = new Turn(store, CHECKPOINT, TURN);
  }

  onApplicationBootstrap(): void {
    if (this.automations.all().length > 0) this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.running) await this.turn.leave();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await this.turn.mine()) await this.follow();
      } catch (err) {
        this.logger.debug({ err }, 'Automations wait for the stores');
      }
      await pause(TICK, undefined, { signal }).catch(() => {});
    }
  }

  /** Reacts as long as the turn is ours. */
  private async follow(): Promise<void> {
    const ours = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, ours.signal]);
    const besides = [this.keepTurn(ours, signal), this.tryAgain(signal)];
    try {
      await this.react(signal);
    } finally {
      ours.abort();
      await Promise.allSettled(besides);
    }
  }

  private async react(signal: AbortSignal): Promise<void> {
    const { since, from } = await this.place();
    const types = [...new Set<string>([AGAIN, ...this.automations.all().flatMap((automation) => automation.from)])];
    const progress = new Progress(this.log.checkpoints, CHECKPOINT, from);
    this.progress = progress;
    let again = true;
    for await (const message of this.log.news(from, signal, types)) {
      if (message.kind === 'caught-up') again = false;
      else {
        const reacted = await this.take(message, since, again, signal);
        // A reaction that was broken off is met again.
        if (signal.aborted) break;
        progress.move(message.position, reacted);
      }
      await progress.keep();
    }
    await progress.end();
  }

  /** Since when each automation reacts, and where to go on from. */
  private async place(): Promise<{ since: ReadonlyMap<Automation, Position>; from: Position }> {
    const since = new Map<Automation, Position>();
    for (const automation of this.automations.all()) since.set(automation, await this.reactions.since(automation));
    const earliest = [...since.values()].toSorted(comparePositions)[0] ?? null;
    return { since, from: (await this.log.checkpoints.find(CHECKPOINT)) ?? earliest ?? (await this.log.head()) };
  }

  /** Whether anything reacted to the message. */
  private async take(
    message: Exclude<FeedMessage, { kind: 'caught-up' }>,
    since: ReadonlyMap<Automation, Position>,
    again: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (message.kind === 'passed') return false;
    if (message.kind === 'fact' && message.fact.type === AGAIN) await this.heard(message.fact as Recorded<AutomationEvent>);
    const type = message.kind === 'fact' ? message.fact.type : message.before;
    const concerned = [...since].filter(
      ([{ from }, after]) => (from as readonly string[]).includes(type) && comparePositions(message.position, after) > 0,
    );
    for (const [automation] of concerned) {
      if (message.kind === 'fact') await this.reactions.to(automation, message.fact, again, signal);
      else await this.reactions.unread(automation, message, message.type, signal);
    }
    return concerned.length > 0;
  }

  private async heard({ data }: Recorded<AutomationEvent>): Promise<void> {
    await this.reactions.lookAgain(data.name);
  }

  private async keepTurn(ours: AbortController, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(TURN / 3, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      if (!(await this.turn.mine().catch(() => false))) ours.abort();
    }
  }

  private async tryAgain(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(TICK, undefined, { signal }).catch(() => {});
      // On a quiet log nothing else comes by.
      await this.progress?.keep().catch((err: unknown) => this.logger.debug({ err }, 'The place of automations waits for the log'));
      for (const automation of this.automations.all()) {
        if (signal.aborted) return;
        await this.reactions
          .catchUp(automation, signal)
          .catch((err: unknown) => this.logger.debug({ err }, 'Automations wait for the log'));
      }
    }
  }
}
