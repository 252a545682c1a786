import { instant, type EventOf, type Id, type Position } from '@lyceum/contracts';
import { EventStoreUnavailable, ReadStoreUnavailable } from '@lyceum/stores';
import type { FillGround } from './filling.ts';
import { nextGeneration } from './generations.ts';
import { Impossible } from './impossible.ts';
import { retryAfterSwap } from './parking.ts';
import type { Projection } from './projection.ts';
import { kept, openRebuilds, rebuilds, type RebuildRecord } from './rebuild-records.ts';
import { Rebuilding } from './rebuilding.ts';
import type { TableOptions } from './table.ts';

interface Running {
  readonly rebuilding: Rebuilding;
  readonly ended: Promise<void>;
}

/** What rebuilds need besides the stores. */
export interface RebuildContext {
  readonly ground: FillGround;
  readonly signal: AbortSignal;
  readonly models: readonly Projection[];
  /** How a further generation of a model begins. */
  readonly options: (model: string) => Partial<TableOptions>;
  /** Whether a generation of a new version is being filled. */
  readonly upgrading: (model: string) => boolean;
  /** What is not the rebuild's own failure ends the session, which begins anew and goes on with it. */
  readonly fail: (error: unknown) => void;
}

/** A server that begins again has forgotten what was being read from it. */
const CURSOR_NOT_FOUND = 43;

const isPassing = (error: unknown): boolean =>
  error instanceof ReadStoreUnavailable ||
  error instanceof EventStoreUnavailable ||
  (error instanceof Error && 'code' in error && error.code === CURSOR_NOT_FOUND);

/** The rebuilds that operators ordered: each model has one at a time, and several models may be rebuilt at once. */
export class Rebuilds {
  readonly #context: RebuildContext;
  readonly #running = new Map<Id, Running & { readonly model: string }>();
  /** What waits for its swap and is being counted anew. */
  readonly #recounting = new Map<Id, Running>();

  constructor(context: RebuildContext) {
    this.#context = context;
  }

  /** The models that are being filled, and how far they are. */
  get filling(): Readonly<Record<string, Position>> {
    return Object.fromEntries([...this.#running.values()].map(({ model, rebuilding }) => [model, rebuilding.position]));
  }

  /** Goes on with what was under way; what a new version of its model has overtaken is over. @throws ReadStoreUnavailable */
  async goOn(): Promise<void> {
    const pointers = await this.#context.ground.generations.pointers();
    for (const record of await openRebuilds(this.#context.ground.store)) {
      const pointer = pointers.get(record.model);
      const model = this.#context.models.find(({ name }) => name === record.model);
      if (!model || model.version !== record.version || pointer?.generation !== record.former)
        await this.#close(record, 'failed', 'A new version of the read model took its place');
      else if (record.phase === 'filling') this.#begin(model, record);
      else if (record.step === 'comparing') this.#again(model, record, null);
    }
  }

  /** Counts anew what a rebuild of the model would change that waits for its swap, while others go on. `skipped` is left out of its rows. */
  async recount(name: string, skipped: string | null = null): Promise<void> {
    const { store } = this.#context.ground;
    const record = (await openRebuilds(store)).find(({ model, phase }) => model === name && phase === 'compared');
    const model = this.#context.models.find((each) => each.name === name);
    if (!record || !model) return;
    await store.reading((db) => rebuilds(db).updateOne({ _id: record._id }, { $set: { step: 'comparing' } }));
    this.#again(model, record, skipped);
  }

  /** Begins a rebuild; one that was begun already goes on as it does. */
  async order({ rebuildId, name, from, key, swap }: EventOf<'operations.RebuildOrdered.v1'>['data']): Promise<void> {
    const { ground, models } = this.#context;
    if (await this.#find(rebuildId)) return;
    const model = models.find((each) => each.name === name);
    const pointer = (await ground.generations.pointers()).get(name);
    if (!model || !pointer) throw new Impossible(`There is no read model ${name}`);
    const record: RebuildRecord = {
      ...{ _id: rebuildId, model: name, version: model.version, from, key, swap },
      ...{ generation: nextGeneration(pointer), former: pointer.generation, takenOver: null },
      ...{ phase: 'filling', step: null, done: 0, total: 0, rate: 0, secondsLeft: null, difference: null, stood: null },
      ...{ startedAt: instant(Date.now()), endedAt: null, error: null },
    };
    const others = (await openRebuilds(ground.store)).some((each) => each.model === name);
    if (others || this.#context.upgrading(name)) {
      const error = 'The read model is being filled already';
      await ground.store.write([kept({ ...record, phase: 'failed', endedAt: record.startedAt, error })]);
      return;
    }
    await ground.store.write([kept(record)]);
    this.#begin(model, record);
  }

  /** Swaps what was compared; what is swapped already stays so. */
  async swap(rebuildId: Id): Promise<void> {
    await this.#recounting.get(rebuildId)?.ended;
    const { record, rebuilding } = await this.#of(rebuildId);
    if (record.phase === 'swapped') return;
    if (record.phase !== 'compared') throw new Impossible('The rebuild has not been compared, or is over');
    await rebuilding.swap();
    await retryAfterSwap(this.#context.ground, record.model);
  }

  /** Points readers at the former rows again, if they are kept. */
  async rollBack(rebuildId: Id): Promise<void> {
    const { record, rebuilding } = await this.#of(rebuildId);
    if (record.phase === 'rolled-back') return;
    const pointer = (await this.#context.ground.generations.pointers()).get(record.model);
    if (record.phase !== 'swapped' || pointer?.generation !== record.generation || pointer.former !== record.former)
      throw new Impossible('The rows of the rebuild are not the live ones, or the former are kept no longer');
    await rebuilding.rollBack();
    await retryAfterSwap(this.#context.ground, record.model);
  }

  /** Ends a rebuild that is not over, and leaves nothing of it. */
  async cancel(rebuildId: Id, reason: string | null = null): Promise<void> {
    const running = this.#running.get(rebuildId) ?? this.#recounting.get(rebuildId);
    running?.rebuilding.cancel();
    await running?.ended;
    const record = await this.#find(rebuildId);
    if (record && (record.phase === 'filling' || record.phase === 'compared')) await this.#close(record, 'cancelled', reason);
  }

  /** Waits until nothing is written any more. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#running.values(), ...this.#recounting.values()].map(({ ended }) => ended));
  }

  #begin(model: Projection, record: RebuildRecord): void {
    const rebuilding = this.#rebuilding(model, record);
    const ended = this.#toItsEnd(record, rebuilding.fill()).finally(() => this.#running.delete(record._id));
    this.#running.set(record._id, { model: model.name, rebuilding, ended });
  }

  #again(model: Projection, record: RebuildRecord, skipped: string | null): void {
    const rebuilding = this.#rebuilding(model, record);
    const before = this.#recounting.get(record._id)?.ended ?? Promise.resolve();
    const ended = this.#toItsEnd(
      record,
      before.then(() => rebuilding.recount(skipped)),
    ).finally(() => this.#recounting.get(record._id)?.rebuilding === rebuilding && this.#recounting.delete(record._id));
    this.#recounting.set(record._id, { rebuilding, ended });
  }

  #rebuilding(model: Projection, record: RebuildRecord): Rebuilding {
    const { ground, signal, options } = this.#context;
    return new Rebuilding(ground, signal, model, record, () => options(model.name));
  }

  /** What is the rebuild's own failure ends it. */
  #toItsEnd(record: RebuildRecord, work: Promise<void>): Promise<void> {
    const { signal, fail } = this.#context;
    return work
      .catch(async (error: unknown) => {
        if (signal.aborted || isPassing(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        await this.#close((await this.#find(record._id)) ?? record, 'failed', reason);
      })
      .catch(fail);
  }

  #find(rebuildId: Id): Promise<RebuildRecord | null> {
    return this.#context.ground.store.reading((db) => rebuilds(db).findOne({ _id: rebuildId }));
  }

  async #of(rebuildId: Id): Promise<{ record: RebuildRecord; rebuilding: Rebuilding }> {
    const record = await this.#find(rebuildId);
    const model = this.#context.models.find(({ name }) => name === record?.model);
    if (!record || !model) throw new Impossible('There is no such rebuild');
    return { record, rebuilding: this.#rebuilding(model, record) };
  }

  async #close(record: RebuildRecord, phase: RebuildRecord['phase'], error: string | null): Promise<void> {
    const { store, generations } = this.#context.ground;
    await store.write([kept({ ...record, phase, error, step: null, secondsLeft: null, endedAt: instant(Date.now()) })]);
    await generations.drop(record.model, record.generation);
  }
}
