import type { Position } from '@lyceum/contracts';
import { ReadStoreUnavailable, type Collection, type Filter, type ReadStore } from '@lyceum/stores';
import { pointers, rowsName, shownPosition, type Pointer, type StoredRow } from '../engine/records.ts';
import type { ModelName } from '../models.ts';

/** Rows that come in one answer where more than a hundred are asked for: a server that is not told sends those first, and has to be asked again. */
export const AT_ONCE = 1000;

/** A row without what the engine keeps in it. */
export const plain = <Row extends object>({ _id, position: _, ...row }: StoredRow): Row => row as unknown as Row;

/** The read models as collections: follows the pointers, so that a swap is seen by the next query. */
export class Models {
  readonly #store: ReadStore;
  readonly #pointers = new Map<string, Pointer>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** The generation in sight, or undefined where it has not been looked up. */
  generation(model: ModelName): number | undefined {
    return this.#pointers.get(model)?.generation;
  }

  /** Where the model stands still while a generation of another version is filled, or null when it follows the log. */
  frozen(model: ModelName): Position | null {
    const frozen = this.#pointers.get(model)?.frozen ?? null;
    return frozen === null ? null : shownPosition(frozen);
  }

  /** Takes in what a pointer says now. */
  point(pointer: Pointer): void {
    this.#pointers.set(pointer._id, pointer);
  }

  /** Reads all pointers anew. */
  async refresh(): Promise<void> {
    for (const pointer of await this.#store.reading((db) => pointers(db).find().toArray())) this.point(pointer);
  }

  async find<Row extends object>(model: ModelName, key: string): Promise<Row | null> {
    const row = await this.reading(model, (rows) => rows.findOne({ _id: key }));
    return row && plain<Row>(row);
  }

  async findMany<Row extends object>(model: ModelName, filter: Filter<StoredRow>): Promise<readonly Row[]> {
    const rows = await this.reading(model, (collection) => collection.find(filter).batchSize(AT_ONCE).toArray());
    return rows.map((row) => plain<Row>(row));
  }

  /** Runs a query on the rows that are live. @throws ReadStoreUnavailable, also as long as the model has not been made. */
  async reading<T>(model: ModelName, query: (rows: Collection<StoredRow>) => Promise<T>): Promise<T> {
    if (!this.#pointers.has(model)) await this.refresh();
    const generation = this.generation(model);
    if (generation === undefined) throw new ReadStoreUnavailable(`The read model ${model} has not been made yet`);
    return this.#store.reading((db) => query(db.collection<StoredRow>(rowsName(model, generation))));
  }
}
