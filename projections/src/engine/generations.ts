import { BEGINNING, type Position } from '@lyceum/contracts';
import type { Db, ReadStore } from '@lyceum/stores';
import type { Projection } from './projection.ts';
import {
  checkpoints,
  parked,
  pointers,
  rowsName,
  shownPosition,
  storedPosition,
  WHOLE_MODEL,
  type Checkpoint,
  type Pointer,
} from './records.ts';
import { Table } from './table.ts';

/** The generations of read models in the read store: making, opening and dropping them, and the pointers to the live ones. */
export class Generations {
  readonly #store: ReadStore;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  async pointers(): Promise<ReadonlyMap<string, Pointer>> {
    const found = await this.#store.reading((db) => pointers(db).find().toArray());
    return new Map(found.map((pointer) => [pointer._id, pointer]));
  }

  /** What the checkpoint says, or null where there is none. */
  checkpoint(id: string): Promise<Checkpoint | null> {
    return this.#store.reading((db) => checkpoints(db).findOne({ _id: id }));
  }

  /** Makes an empty generation, with its indexes and a checkpoint at the beginning; what was there under its name goes. */
  async create(model: Projection, generation: number): Promise<Table> {
    await this.drop(model.name, generation);
    await this.#store.reading((db) => index(db, model, generation));
    const document = { position: storedPosition(BEGINNING), version: model.version };
    await this.#store.write([{ collection: 'checkpoints', key: rowsName(model.name, generation), document }]);
    return new Table(model, generation, { blocked: [], empty: true });
  }

  /** A generation that has rows already. */
  async open(model: Projection, generation: number): Promise<Table> {
    const waiting = await this.#store.reading(async (db) => {
      await index(db, model, generation);
      return parked(db).find({ model: model.name, generation }).sort({ position: 1 }).toArray();
    });
    const stopped = waiting.find(({ key }) => key === WHOLE_MODEL)?.position ?? null;
    const blocked = waiting.filter(({ key }) => key !== '' && key !== WHOLE_MODEL).map(({ key, position }) => [key, position] as const);
    return new Table(model, generation, { blocked, empty: false, stopped });
  }

  async drop(model: string, generation: number): Promise<void> {
    await this.#store.reading(async (db) => {
      await db.dropCollection(rowsName(model, generation)).catch(isThere);
      await parked(db).deleteMany({ model, generation });
      await checkpoints(db).deleteOne({ _id: rowsName(model, generation) });
    });
  }

  /** Points readers at a generation. The former one is kept with a checkpoint of its own where it stands; the one before it goes. */
  async point(model: Projection, generation: number, former: Pointer | undefined, position: Position): Promise<void> {
    const pointer = { version: model.version, generation, former: former?.generation ?? null, frozen: null };
    await this.#store.write([
      ...(former
        ? [
            {
              collection: 'checkpoints',
              key: rowsName(model.name, former.generation),
              document: { position: storedPosition(position), version: former.version },
            },
          ]
        : []),
      { collection: 'models', key: model.name, document: pointer },
      { collection: 'checkpoints', key: rowsName(model.name, generation), document: null },
    ]);
    if (former?.former !== null && former?.former !== undefined) await this.drop(model.name, former.former);
  }

  /** Says that the live rows of a model stand still at `position` until a new generation takes their place. */
  async freeze(pointer: Pointer, position: Position): Promise<void> {
    if (pointer.frozen !== null) return;
    const { _id, ...document } = pointer;
    await this.#store.write([{ collection: 'models', key: _id, document: { ...document, frozen: storedPosition(position) } }]);
  }
}

/** Dropping what is not there is no failure (code 26, NamespaceNotFound). */
const isThere = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 26)) throw error;
};

async function index(db: Db, model: Projection, generation: number): Promise<void> {
  const indexes = model.indexes.map((key) => ({ key }));
  if (indexes.length > 0) await db.collection(rowsName(model.name, generation)).createIndexes(indexes);
}

/** Where a checkpoint stands; null before all facts. */
export const positionOf = (checkpoint: Checkpoint | null): Position | null =>
  checkpoint && shownPosition(checkpoint.position) !== BEGINNING ? shownPosition(checkpoint.position) : null;
