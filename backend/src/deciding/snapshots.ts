import { setImmediate as turn } from 'node:timers/promises';
import type { Fact, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Decider } from './decider.ts';
import type { Seen } from './stream-states.ts';

/** A state to go on from, and the facts that came after it. */
interface Resumed<State> {
  readonly seen: Seen<State>;
  readonly news: readonly Recorded[];
}

/** Takes and finds snapshots of folded streams. They save reading and are never needed: whatever is wrong with one, the stream is read. */
export class StateSnapshots {
  constructor(
    private readonly log: EventLog,
    private readonly logger: Pick<Log, 'warn'>,
  ) {}

  /**
   * The state from the newest snapshot, if it is one of this very stream, with what came after.
   * @throws EventStoreUnavailable
   */
  async resume<S, F extends Fact>({ snapshot: rule }: Decider<S, F>, stream: string): Promise<Resumed<S> | undefined> {
    const found = rule && (await this.log.snapshots.find(stream, rule.version));
    if (!found) return undefined;
    const { success, data, error } = rule.form.safeParse(found.state);
    if (!success) {
      this.logger.warn({ stream, err: error }, 'A snapshot is not of the form that its version says, and is left aside');
      return undefined;
    }
    // The last fact in it must be where it was: a log that was restored from an older backup has another history.
    const { revision, position } = found;
    const [last, ...news] = await this.log.read(stream, revision - 1);
    return last?.revision === revision && last.position === position ? { seen: { state: data, revision, position }, news } : undefined;
  }

  /** Takes a snapshot once whoever waits for the state has it. */
  async take<S, F extends Fact>({ snapshot: rule }: Decider<S, F>, stream: string, { state, revision, position }: Seen<S>): Promise<void> {
    if (!rule) return;
    await turn();
    try {
      await this.log.snapshots.keep(stream, { version: rule.version, revision, position, state: z.encode(rule.form, state) });
    } catch (error) {
      this.logger.warn({ stream, err: error }, 'A snapshot could not be kept; the stream is read whole until one can be');
    }
  }
}
