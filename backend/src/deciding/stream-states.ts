import { BEGINNING, type Fact, type Id, type Position } from '@lyceum/contracts';
import type { Appended, EventLog } from '@lyceum/stores';
import { LRUCache } from 'lru-cache';
import type { Decider } from './decider.ts';
import type { StateSnapshots } from './snapshots.ts';

/** A folded stream: its state after `revision` (-1 where there is no stream). */
export interface Seen<State> {
  readonly state: State;
  readonly revision: number;
  readonly position: Position;
}

interface Kept extends Seen<unknown> {
  /** When it was known to be the newest, milliseconds on the monotonic clock. */
  readonly checked: number;
  /** The revision of the newest snapshot that is known of, -1 where none is. */
  readonly snapshot: number;
}

/**
 * Folded streams by name, kept for the next command. Another backend may have appended meanwhile: whoever decides on a kept state
 * appends at its revision and is told, and whoever only looks says how old it may be.
 */
export class StreamStates {
  private readonly kept = new LRUCache<string, Kept>({ max: 10_000 });
  private readonly reading = new Map<string, Promise<Kept>>();

  constructor(
    private readonly log: EventLog,
    private readonly snapshots: StateSnapshots,
  ) {}

  /** The state, at most `maxAge` milliseconds old; 0 reads what is new in any case. */
  async see<S, F extends Fact>(decider: Decider<S, F>, id: Id, maxAge: number): Promise<Seen<S>> {
    const stream = decider.stream(id);
    if (decider.passing) return (await this.read(decider, stream)) as Seen<S>;
    const kept = this.kept.get(stream);
    if (kept && performance.now() - kept.checked <= maxAge) return kept as Seen<S>;
    if (maxAge === 0) return (await this.read(decider, stream)) as Seen<S>;
    const reading = this.reading.get(stream) ?? this.read(decider, stream).finally(() => this.reading.delete(stream));
    this.reading.set(stream, reading);
    return (await reading) as Seen<S>;
  }

  /** The state as it is kept, however old; undefined where it is not. */
  recall<S, F extends Fact>(decider: Decider<S, F>, id: Id): Seen<S> | undefined {
    return decider.passing ? undefined : (this.kept.get(decider.stream(id)) as Seen<S> | undefined);
  }

  /** Keeps the state after an append of ours. */
  advance<S, F extends Fact>(decider: Decider<S, F>, id: Id, before: Seen<S>, facts: readonly F[], appended: Appended): Seen<S> {
    const seen = { state: facts.reduce(decider.evolve, before.state), ...appended };
    if (!decider.passing) this.keep(decider, decider.stream(id), seen);
    return seen;
  }

  /** Forgets what is kept, where an append ended without a word. */
  forget<S, F extends Fact>(decider: Decider<S, F>, id: Id): void {
    this.kept.delete(decider.stream(id));
  }

  /** Forgets all that is kept. */
  forgetAll(): void {
    this.kept.clear();
    this.reading.clear();
  }

  private async read<S, F extends Fact>(decider: Decider<S, F>, stream: string): Promise<Kept> {
    const kept = decider.passing ? undefined : (this.kept.get(stream) as Seen<S> | undefined);
    const resumed = kept ? undefined : await this.snapshots.resume(decider, stream);
    const before = kept ?? resumed?.seen ?? { state: decider.initial, revision: -1, position: BEGINNING };
    const news = resumed?.news ?? (await this.log.read(stream, before.revision));
    const last = news.at(-1);
    const state = news.reduce((folded, fact) => decider.evolve(folded, fact as unknown as F), before.state);
    const seen = { state, revision: last?.revision ?? before.revision, position: last?.position ?? before.position };
    if (decider.passing) return { ...seen, checked: performance.now(), snapshot: -1 };
    return this.keep(decider, stream, seen, resumed?.seen.revision);
  }

  private keep<S, F extends Fact>(decider: Decider<S, F>, stream: string, seen: Seen<S>, found = -1): Kept {
    const known = this.kept.get(stream);
    const newest = known && known.revision > seen.revision ? known : seen;
    let snapshot = Math.max(known?.snapshot ?? -1, found);
    if (decider.snapshot && newest.revision - snapshot >= decider.snapshot.every) {
      snapshot = newest.revision;
      void this.snapshots.take(decider, stream, newest as Seen<S>);
    }
    const kept = { ...newest, checked: performance.now(), snapshot };
    this.kept.set(stream, kept);
    return kept;
  }
}
