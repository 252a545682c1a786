import { newId } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';

interface TurnRecord {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

const DUPLICATE_KEY = 11_000;

/** Whose turn it is among several backends: it saves work, and nothing depends on it, since a command that is given twice has one effect. */
export class Turn {
  private readonly holder = newId();

  constructor(
    private readonly store: ReadStore,
    private readonly name: string,
    private readonly milliseconds: number,
  ) {}

  /** Takes or keeps the turn; false while another has it. @throws ReadStoreUnavailable */
  async mine(): Promise<boolean> {
    const now = Date.now();
    const free = { _id: this.name, $or: [{ holder: this.holder }, { until: { $lt: new Date(now) } }] };
    const taken = { $set: { holder: this.holder, until: new Date(now + this.milliseconds) } };
    try {
      await this.store.reading((db) => db.collection<TurnRecord>('turns').updateOne(free, taken, { upsert: true }));
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  /** Lets another have the turn at once. */
  async leave(): Promise<void> {
    const { holder, name } = this;
    const over = { $set: { until: new Date(0) } };
    await this.store.reading((db) => db.collection<TurnRecord>('turns').updateOne({ _id: name, holder }, over)).catch(() => {});
  }
}
