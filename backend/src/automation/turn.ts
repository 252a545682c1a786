import { newId } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';

/** Who has the turn, and a word that is new each time they keep it; nobody has it where `holder` is null. */
interface TurnRecord {
  readonly _id: string;
  readonly holder: string | null;
  readonly beat: string;
}

const DUPLICATE_KEY = 11_000;

/**
 * Whose turn it is among several backends: it saves work, and nothing depends on it, since a command that is given twice has one effect.
 * Nobody's clock is asked, which may be wrong or set: whoever has not kept the turn for so long as another has watched has lost it.
 */
export class Turn {
  private readonly holder = newId();
  private watched = { beat: '', since: 0 };

  constructor(
    private readonly store: ReadStore,
    private readonly name: string,
    private readonly milliseconds: number,
  ) {}

  /** Takes or keeps the turn; false while another has it. @throws ReadStoreUnavailable */
  mine(): Promise<boolean> {
    return this.store.reading(async (db) => {
      const turns = db.collection<TurnRecord>('turns');
      const mine = { holder: this.holder, beat: newId() };
      const take = async (from: Partial<TurnRecord>) =>
        (await turns.updateOne({ _id: this.name, ...from }, { $set: mine })).matchedCount > 0;
      if (await take({ holder: this.holder })) return true;
      const found = await turns.findOne({ _id: this.name });
      if (found) return this.isGivenUp(found) && (await take({ holder: found.holder, beat: found.beat }));
      return turns.insertOne({ _id: this.name, ...mine }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY) return false;
          throw error;
        },
      );
    });
  }

  /** Lets another have the turn at once. */
  async leave(): Promise<void> {
    const { holder, name } = this;
    const over = { $set: { holder: null } };
    await this.store.reading((db) => db.collection<TurnRecord>('turns').updateOne({ _id: name, holder }, over)).catch(() => {});
  }

  private isGivenUp({ holder, beat }: TurnRecord): boolean {
    if (holder === null) return true;
    const now = performance.now();
    if (beat !== this.watched.beat) this.watched = { beat, since: now };
    return now - this.watched.since >= this.milliseconds;
  }
}
