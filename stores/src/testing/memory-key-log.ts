import type { Fact, Id } from '@lyceum/contracts';
import type { KeyLog } from '../keys/key-ring.ts';
import { StreamDeleted, WrongRevision, type AppendContext, type Appended, type Expectation } from '../log/types.ts';

export const PERSON: Id = '00000000-0000-7000-8000-000000000001';

/** Somebody appends something; what exactly does not matter here. */
export const context: AppendContext = {
  commandId: PERSON,
  correlationId: PERSON,
  causationId: PERSON,
  by: null,
  at: '2026-03-02T09:00:00.000Z',
};

/** The streams that keys lie in, in memory. */
export class MemoryKeyLog implements KeyLog {
  readonly streams = new Map<string, Fact>();
  readonly deleted = new Set<string>();
  reads = 0;

  async append(stream: string, facts: readonly Fact[], expected: Expectation, _: AppendContext): Promise<Appended> {
    if (this.deleted.has(stream)) throw new StreamDeleted(stream);
    if (expected === 'no-stream' && this.streams.has(stream)) throw new WrongRevision(stream, 0);
    const [fact] = facts;
    if (fact) this.streams.set(stream, fact);
    return { revision: 0, position: '64' };
  }

  async tombstone(stream: string): Promise<void> {
    this.deleted.add(stream);
  }

  async firstOf(stream: string): Promise<Fact | null> {
    this.reads += 1;
    if (this.deleted.has(stream)) throw new StreamDeleted(stream);
    return this.streams.get(stream) ?? null;
  }
}
