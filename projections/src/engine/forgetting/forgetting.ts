import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, comparePositions, type Id, type Position } from '@lyceum/contracts';
import type { Write } from '@lyceum/stores';
import type { FillGround } from '../filling.ts';
import type { Projection } from '../projection.ts';
import { openRebuilds } from '../rebuild-records.ts';
import { after, checkpoints, shownPosition, storedPosition, type Pointer } from '../records.ts';
import type { Rebuilds } from '../rebuilds.ts';
import type { TableOptions } from '../table.ts';
import type { Travels } from '../travels.ts';
import { concerned, together, type Concerned, type Forgotten, type Keys } from './concerned.ts';
import { FORGOTTEN, keptRecord, type ForgottenRecord } from './record.ts';
import { Refolding, type Part } from './refolding.ts';
import { keptAnswers, sealedFacts } from './sealed-facts.ts';

/** How often it is looked whether others are done, in milliseconds. */
const LOOK = 20;

export interface ForgettingContext {
  readonly ground: FillGround;
  readonly rebuilds: Rebuilds;
  readonly travels: Pick<Travels, 'clear'>;
  readonly models: readonly Projection[];
  readonly signal: AbortSignal;
  readonly options: (model: string) => Partial<TableOptions>;
  /** Whether generations of new versions are being filled. */
  readonly upgrading: () => boolean;
}

/**
 * Follows who is forgotten, and folds the rows anew that had something of theirs. Which rows is looked for in the log, so that none is left
 * out whatever the rows say; how far it was followed lies in the read store, so that what was broken off is done again.
 */
export class Forgetting {
  readonly #context: ForgettingContext;

  constructor(context: ForgettingContext) {
    this.#context = context;
  }

  /** Until the signal aborts. Those who are met while catching up are seen to together. @throws what reading or writing failed with */
  async follow(): Promise<void> {
    const { ground, signal } = this.#context;
    const kept = await ground.store.reading((db) => checkpoints(db).findOne({ _id: FORGOTTEN }));
    const waiting: Forgotten[] = [];
    let position = kept ? shownPosition(kept.position) : BEGINNING;
    let caughtUp = false;
    for await (const message of ground.log.news(position, signal, ['accounts.PersonForgotten.v1'])) {
      if (message.kind === 'caught-up') caughtUp = true;
      else position = message.position;
      if (message.kind === 'fact') waiting.push(message.fact as Forgotten);
      if (caughtUp && waiting.length > 0) await this.#forget(waiting.splice(0));
      if (message.kind === 'caught-up') await ground.store.write([followedTo(position)]);
      if (signal.aborted) return;
    }
  }

  async #forget(forgotten: readonly Forgotten[]): Promise<void> {
    const { ground, models, travels, signal } = this.#context;
    const position =
      forgotten
        .map((fact) => fact.position)
        .toSorted(comparePositions)
        .at(-1) ?? BEGINNING;
    await this.#reach(position);
    const { log, store, live } = ground;
    const people = forgotten.map(({ data }) => data.personId);
    const finding = { log, store, tables: live.group.tables, signal };
    const found = concerned(models, forgotten, await sealedFacts(finding, people));
    const keys = together(found.values());
    let rebuildsCancelled = 0;
    let done: Keys | null = null;
    while (!done) {
      if (signal.aborted) return;
      rebuildsCancelled += await this.#cancelRebuilds(keys);
      done = await this.#refold(keys);
    }
    // Rows as they stood are folded aside for who asks, by what could be read then.
    await travels.clear();
    const answers = concerned([], forgotten, await keptAnswers(finding, people));
    const records = forgotten.map((fact) => recordOf(fact, [found, answers], done, rebuildsCancelled));
    await ground.store.write([...records.map(keptRecord), followedTo(position)]);
  }

  /** Facts that were read while they could be are folded by then, and new versions of models have taken their place. */
  async #reach(position: Position): Promise<void> {
    const { ground, signal, upgrading } = this.#context;
    while (!signal.aborted && (upgrading() || comparePositions(ground.live.group.written, position) < 0))
      await pause(LOOK, undefined, { signal }).catch(() => {});
  }

  /** Rebuilds under way have folded what is forgotten now: they are given up. */
  async #cancelRebuilds(keys: Keys): Promise<number> {
    const { ground, rebuilds } = this.#context;
    const open = (await openRebuilds(ground.store)).filter(({ model }) => keys.has(model));
    for (const { _id } of open) await rebuilds.cancel(_id, 'Somebody was forgotten meanwhile: order it anew');
    return open.length;
  }

  /** Gives the rows of former generations; null where something else moved generations meanwhile, so that it has to be done again. */
  async #refold(keys: Keys): Promise<Keys | null> {
    const { ground, signal } = this.#context;
    const { live, log, store, generations } = ground;
    const pointers = await generations.pointers();
    const parts = await this.#parts(keys, pointers);
    if (!parts) return null;
    const refolding = new Refolding(log, store, parts);
    await refolding.advance(signal);
    return live.exclusively(async () => {
      if (!this.#stands(parts, pointers, await generations.pointers()) || (await openRebuilds(store)).some(({ model }) => keys.has(model)))
        return null;
      await refolding.advance(signal);
      if (signal.aborted) return null;
      await refolding.replace(storedPosition(live.group.written));
      return new Map(parts.filter(({ table }) => !live.group.tables.includes(table)).map((part) => [part.model.name, part.keys]));
    });
  }

  /** The rows in their live and former generations; null while somebody else brings one of them forward. */
  async #parts(keys: Keys, pointers: ReadonlyMap<string, Pointer>): Promise<readonly Part[] | null> {
    const { ground, models, options, signal } = this.#context;
    const parts: Part[] = [];
    for (const model of models) {
      const some = keys.get(model.name);
      if (!some) continue;
      const table = ground.live.group.tables.find((each) => each.model.name === model.name);
      if (!table) {
        await pause(LOOK, undefined, { signal }).catch(() => {});
        return null;
      }
      const skipped = options(model.name).skipped ?? [];
      parts.push({ model, keys: some, table, until: table.stopped, skipped });
      const former = await this.#former(model, pointers.get(model.name)?.former ?? null);
      if (former) parts.push({ model, keys: some, skipped, ...former });
    }
    return parts;
  }

  /** The former rows, which stand still; those of another version were made by another fold, and go. */
  async #former(model: Projection, generation: number | null): Promise<Pick<Part, 'table' | 'until'> | null> {
    const { generations } = this.#context.ground;
    if (generation === null) return null;
    const checkpoint = await generations.checkpoint(`${model.name}.${generation}`);
    if (checkpoint?.version === model.version)
      return { table: await generations.open(model, generation), until: after(shownPosition(checkpoint.position)) };
    await generations.drop(model.name, generation);
    return null;
  }

  #stands(parts: readonly Part[], before: ReadonlyMap<string, Pointer>, now: ReadonlyMap<string, Pointer>): boolean {
    const { tables } = this.#context.ground.live.group;
    return parts.every(({ model: { name }, table, until }) => {
      const [then, present] = [before.get(name), now.get(name)];
      const same = then?.generation === present?.generation && then?.former === present?.former;
      return same && (table.generation !== present?.generation || (tables.includes(table) && table.stopped === until));
    });
  }
}

const followedTo = (position: Position): Write => ({
  collection: 'checkpoints',
  key: FORGOTTEN,
  document: { position: storedPosition(position) },
});

function recordOf(
  { data, position }: Forgotten,
  all: readonly ReadonlyMap<Id, Concerned>[],
  former: Keys,
  rebuildsCancelled: number,
): ForgottenRecord {
  const of = all.flatMap((found) => found.get(data.personId) ?? []);
  const events = of
    .flatMap(({ events: some }) => [...some])
    .map(([type, count]) => ({ type, count }))
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const models = of.flatMap(({ keys }) => [...keys]).map(([name, { size }]) => ({ name, rows: size, former: former.has(name) ? size : 0 }));
  return { _id: data.personId, position: storedPosition(position), events, models, rebuildsCancelled };
}
