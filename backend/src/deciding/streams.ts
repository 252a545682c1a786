import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, type Fact, type Id } from '@lyceum/contracts';
import { WrongRevision, type EventLog } from '@lyceum/stores';
import type { Log } from '../log.ts';
import type { CommandContext } from './context.ts';
import type { Decider } from './decider.ts';
import type { Decision } from './decision.ts';
import { Refused } from './refused.ts';
import { StateSnapshots } from './snapshots.ts';
import { StreamStates, type Seen } from './stream-states.ts';

/** Looks at a foreign stream while deciding: its state is at most a second old, and fresh before a refusal. */
export type See = <S, F extends Fact>(decider: Decider<S, F>, id: Id) => Promise<S>;

/** What came of a command: the state after it, and whether facts were recorded. */
export interface Outcome<S> extends Seen<S> {
  readonly recorded: boolean;
}

/** Hears what comes of commands: `code` of a refusal, and how long appends took, in milliseconds. */
export interface Watcher {
  decided(stream: string, outcome: 'recorded' | 'nothing' | 'refused' | 'failed', code?: string): void;
  appended(milliseconds: number): void;
}

const NOBODY: Watcher = { decided: () => {}, appended: () => {} };

interface Options<State, Seen> {
  /** The stream is most likely not there yet: decide on the initial state without reading. */
  readonly creating?: boolean;
  /** What else the decision needs to look at. */
  readonly seeing?: (see: See, own: State) => Promise<Seen>;
  /** Decides only at this revision (If-Match); anything else is refused. */
  readonly expected?: number | undefined;
}

const FOREIGN_AGE = 1000;
const ROUNDS = 20;

/**
 * Where commands meet streams: load, decide, append at the revision that was decided on, and again where somebody was quicker.
 * Commands on one stream wait for each other here, so that only other processes make conflicts.
 */
export class Streams {
  private readonly states: StreamStates;
  private readonly tails = new Map<string, Promise<unknown>>();

  constructor(
    private readonly log: EventLog,
    logger: Pick<Log, 'warn'>,
    private readonly watcher: Watcher = NOBODY,
  ) {
    this.states = new StreamStates(log, new StateSnapshots(log, logger));
  }

  /** The newest state of a stream, read now. */
  look<S, F extends Fact>(decider: Decider<S, F>, id: Id, maxAge = 0): Promise<Seen<S>> {
    return this.states.see(decider, id, maxAge);
  }

  /** Lets go of all that is kept: what is read from now on is read anew. */
  forgetAll(): void {
    this.states.forgetAll();
  }

  /** The state of a stream, at most a second old: for queries. */
  readonly see: See = async (decider, id) => (await this.look(decider, id, FOREIGN_AGE)).state;

  /**
   * Decides and records. A refusal is thrown as `Refused`, but only after deciding on fresh states.
   * @throws Refused, EventStoreUnavailable
   */
  async decide<S, F extends Fact, Foreign = undefined>(
    decider: Decider<S, F>,
    id: Id,
    context: CommandContext,
    decide: (state: S, seen: Foreign) => Decision<F>,
    options: Options<S, Foreign> = {},
  ): Promise<Outcome<S>> {
    const stream = decider.stream(id);
    try {
      const outcome = await this.inTurn(stream, () => this.rounds(decider, id, context, decide, options));
      this.watcher.decided(stream, outcome.recorded ? 'recorded' : 'nothing');
      return outcome;
    } catch (error) {
      if (error instanceof Refused) this.watcher.decided(stream, 'refused', error.refusal.code);
      else this.watcher.decided(stream, 'failed');
      throw error;
    }
  }

  private async rounds<S, F extends Fact, Foreign>(
    decider: Decider<S, F>,
    id: Id,
    context: CommandContext,
    decide: (state: S, seen: Foreign) => Decision<F>,
    options: Options<S, Foreign>,
  ): Promise<Outcome<S>> {
    if (context.repeated) {
      const earlier = await this.recordedEarlier(decider, id, context);
      if (earlier) return earlier;
    }
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = round > 0;
      const own = await this.own(decider, id, fresh, options.creating ?? false);
      const see: See = async (foreign, foreignId) => (await this.states.see(foreign, foreignId, fresh ? 0 : FOREIGN_AGE)).state;
      const seen = (await options.seeing?.(see, own.state)) as Foreign;
      if (options.expected !== undefined && options.expected !== own.revision) {
        if (!fresh) continue;
        throw new Refused({ code: 'revision-conflict', detail: `It stands at revision ${own.revision} now.` });
      }
      const decision = decide(own.state, seen);
      if (decision.outcome !== 'accept' || decision.facts.length === 0) {
        if (!fresh) continue;
        if (decision.outcome === 'refuse') throw new Refused(decision.refusal);
        return { ...own, recorded: false };
      }
      const appended = await this.append(decider, id, own, decision.facts, context);
      if (appended) return { ...appended, recorded: true };
      if (fresh) await pause(Math.random() * 2 ** Math.min(round, 7));
    }
    throw new Refused({ code: 'changed-meanwhile' });
  }

  /** The stream's own state: as it is kept in the first round (the append proves it), read anew afterwards. */
  private async own<S, F extends Fact>(decider: Decider<S, F>, id: Id, fresh: boolean, creating: boolean): Promise<Seen<S>> {
    if (!fresh) {
      const kept = this.states.recall(decider, id);
      if (kept) return kept;
      if (creating) return { state: decider.initial, revision: -1, position: BEGINNING };
    }
    return this.states.see(decider, id, 0);
  }

  private async append<S, F extends Fact>(
    decider: Decider<S, F>,
    id: Id,
    own: Seen<S>,
    facts: readonly F[],
    context: CommandContext,
  ): Promise<Seen<S> | undefined> {
    const began = performance.now();
    try {
      const expected = own.revision < 0 ? 'no-stream' : own.revision;
      const appended = await this.log.append(decider.stream(id), facts, expected, context);
      this.watcher.appended(performance.now() - began);
      return this.states.advance(decider, id, own, facts, appended);
    } catch (error) {
      if (error instanceof WrongRevision) return undefined;
      this.states.forget(decider, id);
      throw error;
    }
  }

  /** What an earlier try of this very command recorded, if it did. */
  private async recordedEarlier<S, F extends Fact>(
    decider: Decider<S, F>,
    id: Id,
    context: CommandContext,
  ): Promise<Outcome<S> | undefined> {
    const facts = await this.log.read(decider.stream(id));
    const last = facts.findLast(({ metadata }) => metadata.commandId === context.commandId);
    if (!last) return undefined;
    const state = facts.reduce((folded, fact) => decider.evolve(folded, fact as unknown as F), decider.initial);
    return { state, revision: last.revision, position: last.position, recorded: true };
  }

  private inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(stream);
    const turn = before ? before.then(work, work) : work();
    this.tails.set(stream, turn);
    const leave = () => {
      if (this.tails.get(stream) === turn) this.tails.delete(stream);
    };
    turn.then(leave, leave);
    return turn;
  }
}
