import { BEGINNING, type Position } from '@lyceum/contracts';
import type { ReadStore, Write } from '@lyceum/stores';
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
  type StoredPosition,
} from './records.ts';
import { differing } from './rebuild-records.ts';
import { Table, type TableOptions } from './table.ts';

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
  async create(model: Projection, generation: number, more: Partial<TableOptions> = {}): Promise<Table> {
    await this.makeRoom(model, generation);
    await this.begin(model, generation);
    return new Table(model, generation, { ...more, blocked: [], empty: true });
  }

  /** An empty generation without a checkpoint: whoever finds it makes it anew. */
  async makeRoom(model: Projection, generation: number): Promise<void> {
    await this.drop(model.name, generation);
    await this.#index(model, generation);
  }

  /** Indexes that are kept from the first row on cost less than those that are made of all rows in the end: writing is not what a fill waits for. */
  async #index(model: Projection, generation: number): Promise<void> {
    const indexes = model.indexes.map((key) => ({ key }));
    if (indexes.length > 0) await this.#store.reading((db) => db.collection(rowsName(model.name, generation)).createIndexes(indexes));
  }

  /** From now on the generation is gone on with. */
  async begin(model: Projection, generation: number): Promise<void> {
    const document = { position: storedPosition(BEGINNING), version: model.version };
    await this.#store.write([{ collection: 'checkpoints', key: rowsName(model.name, generation), document }]);
  }

  /** A generation that has rows already. */
  async open(model: Projection, generation: number, more: Partial<TableOptions> = {}): Promise<Table> {
    await this.#index(model, generation);
    const waiting = await this.#store.reading((db) => parked(db).find({ model: model.name, generation }).sort({ position: 1 }).toArray());
    const stop = waiting.find(({ key }) => key === WHOLE_MODEL)?.position ?? null;
    const stopped = [stop, more.stopped ?? null].filter((each) => each !== null).toSorted()[0] ?? null;
    const blocked = waiting.filter(({ key }) => key !== '' && key !== WHOLE_MODEL).map(({ key, position }) => [key, position] as const);
    return new Table(model, generation, { ...more, blocked, empty: false, stopped, unreadable: stop !== null && stop === stopped });
  }

  async drop(model: string, generation: number): Promise<void> {
    await this.#store.reading(async (db) => {
      await db.dropCollection(rowsName(model, generation)).catch(isThere);
      await parked(db).deleteMany({ model, generation });
      await checkpoints(db).deleteOne({ _id: rowsName(model, generation) });
      await differing(db).deleteMany({ rows: rowsName(model, generation) });
    });
  }

  /**
   * Points readers at a generation, whose rows stand at `position` or still. The former one is kept with a checkpoint of its own where it
   * stands; the one before it goes. `more` is written with it.
   */
  async point(table: Table, former: Pointer | undefined, position: Position, still: boolean, more: readonly Write[] = []): Promise<void> {
    const { model, generation } = table;
    const frozen = still ? (former?.frozen ?? null) : null;
    const pointer = { version: model.version, generation, former: former?.generation ?? null, frozen };
    await this.#store.write([
      ...(former
        ? [
            {
              collection: 'checkpoints',
              key: rowsName(model.name, former.generation),
              document: { position: former.frozen ?? storedPosition(position), version: former.version },
            },
          ]
        : []),
      { collection: 'models', key: model.name, document: pointer },
      { collection: 'checkpoints', key: rowsName(model.name, generation), document: null },
      ...more,
    ]);
    const older = former?.former ?? null;
    if (older !== null && older !== generation) await this.drop(model.name, older);
  }

  /** Says that the live rows of a model stand still at `position`: until a new generation takes their place, or the model goes on. */
  async freeze(pointer: Pointer, position: Position): Promise<void> {
    if (pointer.frozen === null) await this.#setFrozen(pointer, storedPosition(position));
  }

  /** Says that the live rows of a model follow the log again. */
  thaw(pointer: Pointer, more: readonly Write[]): Promise<void> {
    return this.#setFrozen(pointer, null, more);
  }

  #setFrozen({ _id, ...document }: Pointer, frozen: StoredPosition | null, more: readonly Write[] = []): Promise<void> {
    return this.#store.write([{ collection: 'models', key: _id, document: { ...document, frozen } }, ...more]);
  }
}

/** The number of the generation that is made next: the former one is kept for a while. */
export const nextGeneration = (pointer: Pointer | undefined): number => Math.max(pointer?.generation ?? 0, pointer?.former ?? 0) + 1;

/** Dropping what is not there is no failure (code 26, NamespaceNotFound). */
const isThere = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 26)) throw error;
};

/** Where a checkpoint stands; null before all facts. */
export const positionOf = (checkpoint: Checkpoint | null): Position | null =>
  checkpoint && shownPosition(checkpoint.position) !== BEGINNING ? shownPosition(checkpoint.position) : null;
