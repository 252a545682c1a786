import { setTimeout as pause } from 'node:timers/promises';
import { reactionKey, runName, type Position, type Recorded } from '@lyceum/contracts';
import { because, derivedId, EventStoreUnavailable, spanOfFact, type EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../api/clock.ts';
import { firstTry, type CommandContext } from '../deciding/context.ts';
import { Streams } from '../deciding/streams.ts';
import { Log } from '../log.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import type { Automation } from './automation.ts';
import { install, isFinal, note, reasonOf, records, toTryAgain, type Outcome, type Place } from './record.ts';

/** Without the event store nothing can be done nor noted: everything waits for it, asking so often (milliseconds). */
const STORE_AWAY = 1000;

/** Gives the commands that facts ask for, and remembers those that failed. */
@Injectable()
export class Reactions {
  constructor(
    private readonly commands: CommandBus,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly logger: Log,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Since which position the automation reacts; one that is new here since the head of the log. @throws EventStoreUnavailable */
  async since({ name }: Automation): Promise<Position> {
    const head = await this.log.head();
    const { state } = await this.streams.decide(records, name, this.own(), (record) => install(record, name, head));
    return state.after ?? head;
  }

  /** Reacts to a fact; comes back when the effect is there or the failure is noted. `again`: it may have been reacted to before. */
  async to(automation: Automation, fact: Recorded, again: boolean, signal: AbortSignal): Promise<void> {
    if (this.isStale(automation, fact)) return;
    await inItsChain(fact, () => this.noting(automation, fact, () => this.give(automation, fact, again), signal));
  }

  /** A fact that this program cannot read is left for the one that can. */
  async unread(automation: Automation, place: Place, type: string, signal: AbortSignal): Promise<void> {
    const outcome: Outcome = { well: false, reason: `${type} is of a later version than this program can read`, final: false };
    await this.noting(automation, place, async () => outcome, signal);
  }

  /** Looks anew at what an automation has to do: somebody has ordered something of it. */
  async lookAgain(name: string): Promise<void> {
    await this.streams.look(records, name);
  }

  /** Tries again what failed, where its time has come. */
  async catchUp(automation: Automation, signal: AbortSignal): Promise<void> {
    const { state } = await this.streams.look(records, automation.name, Number.POSITIVE_INFINITY);
    for (const place of toTryAgain(state, this.clock.now())) {
      if (signal.aborted) return;
      await this.tryAgain(automation, place, signal);
    }
  }

  private async tryAgain(automation: Automation, { stream, revision }: Place, signal: AbortSignal): Promise<void> {
    const [fact] = await this.log.read(stream, revision - 1, 1);
    if (fact) await inItsChain(fact, () => this.noting(automation, fact, () => this.give(automation, fact, true), signal));
    else
      await this.noting(automation, { stream, revision }, async () => ({ well: false, reason: 'The fact is gone', final: true }), signal);
  }

  private async give(automation: Automation, fact: Recorded, again: boolean): Promise<Outcome> {
    const context: CommandContext = {
      commandId: derivedId(fact.id, automation.name),
      correlationId: fact.metadata.correlationId,
      causationId: fact.id,
      by: null,
      at: this.clock.now(),
      repeated: again,
      run: runName(automation.name, reactionKey(fact)),
    };
    const command = automation.command(fact as Parameters<Automation['command']>[0], context);
    if (command) await this.commands.execute(command);
    return { well: true };
  }

  private async noting(automation: Automation, place: Place, react: () => Promise<Outcome>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const outcome = await react().catch((error: unknown) => this.failure(automation, place, error));
        await this.streams.decide(records, automation.name, this.own(), (record) =>
          note(record, automation.name, place, outcome, this.clock.now()),
        );
        return;
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable)) throw error;
        await pause(STORE_AWAY, undefined, { signal }).catch(() => {});
      }
    }
  }

  private failure({ name }: Automation, { stream, revision }: Place, error: unknown): Outcome {
    if (error instanceof EventStoreUnavailable) throw error;
    this.logger.warn({ err: error, automation: name, stream, revision }, 'What a fact asks for could not be done');
    return { well: false, reason: reasonOf(error), final: isFinal(error) };
  }

  private isStale({ fresh }: Automation, { metadata }: Recorded): boolean {
    return fresh !== null && this.clock.time() - Date.parse(metadata.at) > fresh * 1000;
  }

  private own(): CommandContext {
    return firstTry(null, this.clock.now());
  }
}

/** What is done because of a fact belongs to its chain, in the log's lines and in traces. */
const inItsChain = <T>({ id, metadata: { correlationId } }: Recorded, work: () => T): T =>
  because({ correlationId, spanId: spanOfFact(id) }, work);
