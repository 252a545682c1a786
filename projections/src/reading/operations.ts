import type { DifferingRow, Id, Page } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { differing, rebuilds, type RebuildRecord } from '../engine/rebuild-records.ts';
import { forgottenRecords, type ForgottenRecord } from '../engine/forgetting/record.ts';
import { obeyed, parked, pointers, rowsName, type ParkedFact, type StoredRow } from '../engine/records.ts';
import { MODELS } from '../models.ts';
import { plain } from './models.ts';
import { seek, type Found, type Sought } from './seeking.ts';
import { decodeCursor, encodeCursor, type PageOf } from './pages.ts';

/** A rebuild as it is kept, with samples of what it changes. */
export interface StoredRebuild {
  readonly record: RebuildRecord;
  readonly samples: readonly DifferingRow[];
  /** Whether the rows that it took the place of are kept still. */
  readonly former: boolean;
}

/** Rebuilds of a model that are shown. */
const SHOWN = 20;

const rowShown = (row: object | null): DifferingRow['before'] => row && { ...row };

/** What is known of the read models themselves: their rebuilds, what is parked, and how far orders were followed. */
export class OperationsQueries {
  readonly #store: ReadStore;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** Whether there is a read model of this name. */
  knows(model: string): boolean {
    return MODELS.some(({ name }) => name === model);
  }

  /** How far the orders for a model have been followed: the revision of the last of them, -1 where none was. */
  async followed(model: string): Promise<number> {
    return (await this.#store.reading((db) => obeyed(db).findOne({ _id: model })))?.revision ?? -1;
  }

  async paused(model: string): Promise<boolean> {
    return (await this.#store.reading((db) => obeyed(db).findOne({ _id: model })))?.paused ?? false;
  }

  /** What was folded anew for somebody who is forgotten; null as long as it has not been. */
  forgotten(personId: Id): Promise<ForgottenRecord | null> {
    return this.#store.reading((db) => forgottenRecords(db).findOne({ _id: personId }));
  }

  /** The collections of these models, whichever generation; and that of the pointers, which is always there. */
  async collectionsOf(models: readonly string[]): Promise<readonly string[]> {
    const all = await this.#store.reading((db) => db.listCollections({}, { nameOnly: true }).toArray());
    const wanted = new Set(models);
    return ['models', ...all.map(({ name }) => name).filter((name) => wanted.has(name.slice(0, name.lastIndexOf('.'))))];
  }

  /** Seeks somebody's name and address in every row that there is. */
  seek(sought: Sought): Promise<Found> {
    return seek(this.#store, sought);
  }

  /** A rebuild of the model, or null where nothing is known of it. */
  async rebuild(model: string, rebuildId: Id): Promise<StoredRebuild | null> {
    const record = await this.#store.reading((db) => rebuilds(db).findOne({ _id: rebuildId, model }));
    return record && this.#withSamples(record);
  }

  /** The newest rebuilds of a model, the last first, without samples. */
  async rebuilds(model: string): Promise<readonly StoredRebuild[]> {
    const found = await this.#store.reading((db) => rebuilds(db).find({ model }).sort({ _id: -1 }).limit(SHOWN).toArray());
    return Promise.all(found.map(async (record) => ({ record, samples: [], former: await this.#keepsFormer(record) })));
  }

  /** The newest rebuild of each model that was ever rebuilt, without samples. */
  async newestRebuilds(): Promise<readonly StoredRebuild[]> {
    const newest = this.#store.reading((db) =>
      rebuilds(db)
        .aggregate<RebuildRecord>([
          { $sort: { _id: -1 } },
          { $group: { _id: '$model', record: { $first: '$$ROOT' } } },
          { $replaceRoot: { newRoot: '$record' } },
          { $sort: { model: 1 } },
        ])
        .toArray(),
    );
    const known = (await newest).filter(({ model }) => this.knows(model));
    return Promise.all(known.map(async (record) => ({ record, samples: [], former: await this.#keepsFormer(record) })));
  }

  /** Whether a rebuild of the model is filling, or waits for its swap. */
  async underWay(model: string): Promise<boolean> {
    const found = await this.#store.reading((db) => rebuilds(db).countDocuments({ model, phase: { $in: ['filling', 'compared'] } }));
    return found > 0;
  }

  /** Whether a generation of the model is being filled, so that nothing else may be done to it. */
  async filling(model: string): Promise<boolean> {
    return (await this.#store.reading((db) => rebuilds(db).countDocuments({ model, phase: 'filling' }))) > 0;
  }

  /** What is parked, model by model and in the order of the log. */
  async parked({ name, cursor, limit }: PageOf & { name?: string | undefined }): Promise<Page<ParkedFact>> {
    const after = cursor === undefined ? null : decodeCursor(cursor)[1];
    return this.#store.reading(async (db) => {
      const live = (await pointers(db).find().toArray()).filter(({ _id }) => name === undefined || _id === name);
      if (live.length === 0) return { items: [], next: null };
      const ofLive = { $or: live.map(({ _id, generation }) => ({ model: _id, generation })) };
      const found = await parked(db)
        .find(after === null ? ofLive : { $and: [ofLive, { _id: { $gt: after } }] })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? encodeCursor('', last._id) : null };
    });
  }

  /** How many facts are parked in the live rows of a model, or of one row of it. */
  countParked(model: string, key?: string): Promise<number> {
    return this.#store.reading(async (db) => {
      const generation = (await pointers(db).findOne({ _id: model }))?.generation ?? 0;
      return parked(db).countDocuments({ model, generation, ...(key !== undefined && { key }) });
    });
  }

  /** The models that have parked facts in their live rows. */
  async withParked(): Promise<readonly string[]> {
    return this.#store.reading(async (db) => {
      const live = await pointers(db).find().toArray();
      const counts = await Promise.all(live.map(({ _id, generation }) => parked(db).countDocuments({ model: _id, generation })));
      return live.filter((_, i) => counts[i]! > 0).map(({ _id }) => _id);
    });
  }

  /** A parked fact of the live rows, and how many wait behind it; null where it is not parked, or no longer. */
  async findParked(id: string): Promise<{ fact: ParkedFact; behind: number; row: object | null } | null> {
    return this.#store.reading(async (db) => {
      const fact = await parked(db).findOne({ _id: id });
      if (!fact) return null;
      const { model, generation, key, position } = fact;
      const pointer = await pointers(db).findOne({ _id: model });
      if (pointer?.generation !== generation) return null;
      const [behind, row] = await Promise.all([
        parked(db).countDocuments({ model, generation, key, position: { $gt: position } }),
        db.collection<StoredRow>(rowsName(model, generation)).findOne({ _id: key }),
      ]);
      return { fact, behind: key === '' ? 0 : behind, row: row && plain(row) };
    });
  }

  async #withSamples(record: RebuildRecord): Promise<StoredRebuild> {
    const rows = rowsName(record.model, record.generation);
    const found = await this.#store.reading((db) =>
      differing(db)
        .find({ rows, sample: { $ne: null } })
        .sort({ key: 1 })
        .toArray(),
    );
    const samples = found.map(({ kind, key, sample }) => ({
      kind,
      key,
      before: rowShown(sample?.before ?? null),
      after: rowShown(sample?.after ?? null),
    }));
    return { record, samples, former: await this.#keepsFormer(record) };
  }

  async #keepsFormer({ model, generation, former, phase }: RebuildRecord): Promise<boolean> {
    if (phase !== 'swapped') return false;
    const pointer = await this.#store.reading((db) => pointers(db).findOne({ _id: model }));
    return pointer?.generation === generation && pointer.former === former;
  }
}
