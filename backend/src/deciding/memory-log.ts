import { setImmediate as turn } from 'node:timers/promises';
import { instant, type Fact, type Position, type Recorded } from '@lyceum/contracts';
import {
  WrongRevision,
  type AppendContext,
  type Appended,
  type Checkpoints,
  type EventLog,
  type Expectation,
  type NewFact,
  type ShutFact,
  type Stretch,
  type Snapshot,
  type Snapshots,
} from '@lyceum/stores';
import { firstTry } from './context.ts';

/** Says nothing. */
export const quiet = { warn: () => {} };

/** A log in memory that counts its reads; `elsewhere` appends as another process would. */
export class MemoryLog implements EventLog {
  readonly keys = { issue: async () => {}, find: async () => null, destroy: async () => {}, forgotten: 0 };
  readonly streams = new Map<string, Recorded[]>();
  /** What is kept of each stream: put whatever there. */
  readonly kept = new Map<string, Snapshot>();
  reads = 0;
  failure: Error | null = null;
  readonly snapshots: Snapshots = {
    find: async (stream, version) => {
      const snapshot = this.kept.get(stream);
      return snapshot?.version === version ? snapshot : null;
    },
    keep: async (stream, snapshot) => {
      if (this.failure) throw this.failure;
      // Through text, as the real one does it: what is no JSON must not come back.
      this.kept.set(stream, JSON.parse(JSON.stringify(snapshot)) as Snapshot);
    },
  };

  readonly places = new Map<string, Position>();
  readonly checkpoints: Checkpoints = {
    find: async (name) => this.places.get(name) ?? null,
    keep: async (name, position) => void this.places.set(name, position),
  };

  async append(stream: string, facts: readonly NewFact[], expected: Expectation, context: AppendContext): Promise<Appended> {
    await turn();
    if (this.failure) throw this.failure;
    const there = this.streams.get(stream) ?? [];
    const actual = there.length - 1;
    if (expected !== 'any' && expected !== (actual < 0 ? 'no-stream' : actual)) throw new WrongRevision(stream, actual);
    const added = facts.map((fact, index) => this.record(stream, fact, there.length + index, context));
    this.streams.set(stream, [...there, ...added]);
    return { revision: there.length + facts.length - 1, position: String(there.length + facts.length) };
  }

  async read(stream: string, after = -1, count = Infinity): Promise<readonly Recorded[]> {
    this.reads++;
    await turn();
    return (this.streams.get(stream) ?? []).slice(after + 1, after + 1 + count);
  }

  async lookInto(stream: string, { from, backwards = false, count }: Stretch): Promise<readonly ShutFact[]> {
    const facts = (this.streams.get(stream) ?? []).map((fact) => ({ ...fact, sealed: false, current: fact }));
    const wanted = backwards ? facts.slice(0, (from ?? Infinity) + 1).toReversed() : facts.slice(from ?? 0);
    return wanted.slice(0, count);
  }

  elsewhere(stream: string, ...facts: readonly Fact[]) {
    const there = this.streams.get(stream) ?? [];
    this.streams.set(stream, [
      ...there,
      ...facts.map((fact, i) => this.record(stream, fact, there.length + i, firstTry(null, instant(0)))),
    ]);
  }

  private record(stream: string, { at, ...fact }: NewFact, revision: number, context: AppendContext): Recorded {
    const metadata = { ...context, at: at ?? context.at };
    return { ...fact, id: `${stream}/${revision}`, stream, revision, position: String(revision + 1), recorded: metadata.at, metadata };
  }

  get carrier(): never {
    throw new Error('these tests carry nothing');
  }

  feed(): AsyncIterable<never> {
    throw new Error('these tests read no feed');
  }

  batches(): AsyncIterable<never> {
    return this.feed();
  }

  news(): AsyncIterable<never> {
    return this.feed();
  }
  head = async () => '0';
  scavenge = async () => 'compacted' as const;
  version = async () => 'in memory';
  close = async () => undefined;
}
