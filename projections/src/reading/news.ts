import type { Position } from '@lyceum/contracts';
import type { Filter } from '@lyceum/stores';
import { storedPosition, type StoredRow } from '../engine/records.ts';
import type { ModelName } from '../models.ts';
import { plain, type Models } from './models.ts';

/** Up to where the rows of a model have been taken, and of which of its generations. */
export interface Taken {
  readonly generation: number | undefined;
  readonly position: Position;
}

const AT_ONCE = 250;

/** Rows that changed since they were taken last, for those who keep what they make of them. */
export class News {
  readonly #models: Models;
  readonly #reached: (...models: readonly ModelName[]) => Promise<Position>;

  constructor(models: Models, reached: (...models: readonly ModelName[]) => Promise<Position>) {
    this.#models = models;
    this.#reached = reached;
  }

  /**
   * The rows of the filter that changed after `since`: all of them, and `anew`, at first and where another generation of the model is in
   * sight. Some may come again: a row that was seen before its batch was whole.
   */
  async of<Row extends object>(
    model: ModelName,
    filter: Filter<StoredRow>,
    since: Taken | null,
  ): Promise<{ readonly rows: readonly Row[]; readonly anew: boolean; readonly taken: Taken }> {
    // Asked before the rows are: up to there none is missing.
    const position = await this.#reached(model);
    let generation = this.#models.generation(model);
    const rows: Row[] = [];
    await this.#models.reading(model, async (all) => {
      generation = this.#models.generation(model);
      const anew = since === null || since.generation !== generation;
      const wanted = anew ? filter : { ...filter, position: { $gt: storedPosition(since.position) } };
      // A few at a time: thousands taken apart at once would keep everybody else waiting.
      for await (const row of all.find(wanted, { batchSize: AT_ONCE })) rows.push(plain<Row>(row));
    });
    return { rows, anew: since === null || since.generation !== generation, taken: { generation, position } };
  }
}
