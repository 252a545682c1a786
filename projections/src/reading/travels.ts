import { instant, type Instant, type Page, type Position, type TravelRow } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { rowsName, type StoredRow } from '../engine/records.ts';
import { KEPT, travelId, travels, type TravelRecord } from '../engine/travel-records.ts';
import { MODELS } from '../models.ts';
import { plain } from './models.ts';
import { decodeCursor, encodeCursor, type PageOf } from './pages.ts';

/** A read model as it stood, and until when it is kept. */
export type StoredTravel = TravelRecord & { readonly expiresAt: Instant };

/** Which moment: after the fact at a position, or by an instant. */
export interface Moment {
  readonly position: Position | null;
  readonly at: Instant | null;
}

const shown = (record: TravelRecord): StoredTravel => ({ ...record, expiresAt: instant(Date.parse(record.usedAt) + KEPT) });

/** Read models as they stood. The projections process folds what is asked for here; what is asked for again is there already. */
export class TravelQueries {
  readonly #store: ReadStore;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** Asks for the rows of a model at a moment. Of an instant the log may have learnt more since it was asked for last. */
  async ask(name: string, moment: Moment): Promise<StoredTravel | null> {
    const model = MODELS.find((each) => each.name === name);
    if (!model) return null;
    const [_id, now] = [travelId(name, model.version, moment), instant(Date.now())];
    const fresh = { model: name, version: model.version, ...moment, done: 0, total: 0, rate: 0, secondsLeft: null, rows: 0, reached: '0' };
    const phase = 'asked' as const;
    await this.#store.reading(async (db) => {
      const made = await travels(db).updateOne(
        { _id },
        { $set: { usedAt: now }, $setOnInsert: { ...fresh, phase, askedAt: now } },
        { upsert: true },
      );
      if (made.upsertedCount === 0 && moment.at !== null) await travels(db).updateOne({ _id, phase: 'there' }, { $set: { phase } });
    });
    return this.find(name, _id);
  }

  /** Null where it is kept no longer. */
  async find(name: string, _id: string): Promise<StoredTravel | null> {
    const found = await this.#store.reading((db) => travels(db).findOne({ _id, model: name }));
    return found && shown(found);
  }

  /** Those of a model that are kept, the one looked at last first. */
  async list(name: string): Promise<readonly StoredTravel[]> {
    const found = await this.#store.reading((db) => travels(db).find({ model: name }).sort({ usedAt: -1 }).toArray());
    return found.map(shown);
  }

  /** A page of the rows whose keys begin with `prefix`. */
  async rows({ _id }: StoredTravel, prefix: string, { cursor, limit }: PageOf): Promise<Page<TravelRow>> {
    const after = cursor === undefined ? null : decodeCursor(cursor)[1];
    return this.#store.reading(async (db) => {
      await travels(db).updateOne({ _id }, { $set: { usedAt: instant(Date.now()) } });
      const keys = { $gte: prefix, $lt: `${prefix}\uffff`, ...(after !== null && { $gt: after }) };
      const rows = db.collection<StoredRow>(rowsName(_id, 1));
      const found = await rows
        .find({ _id: keys })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit).map((row) => ({ key: row._id, row: plain<Record<string, unknown>>(row) }));
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? encodeCursor('', last.key) : null };
    });
  }
}
