import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeStream, ChangeStreamDocument, ReadStore, ResumeToken } from '@lyceum/stores';
import { checkpoints, LIVE, rowsName, shownPosition, type Checkpoint, type Pointer, type StoredRow } from '../engine/records.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { LiveMessage } from './live.ts';
import { plain, type Models } from './models.ts';

type Change = ChangeStreamDocument<StoredRow | Checkpoint | Pointer>;

const BACK_OFF = { first: 100, most: 2000 };

/** Models whose rows somebody may see live. */
export const PUSHED = MODELS.filter(({ rooms }) => Object.keys(rooms).length > 0);

/** One change stream over the live rows, the checkpoint and the pointers; it resumes where it was after every drop. */
export class Watch {
  readonly #store: ReadStore;
  readonly #models: Models;
  readonly #tell: (message: LiveMessage) => void;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #stream: ChangeStream<Checkpoint, Change> | null = null;
  #token: ResumeToken | undefined;
  /** Collection names of the rows that are watched now. */
  #rows = new Map<string, (typeof PUSHED)[number]>();

  constructor(store: ReadStore, models: Models, tell: (message: LiveMessage) => void) {
    this.#store = store;
    this.#models = models;
    this.#tell = tell;
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#stream?.close().catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = BACK_OFF.first;
    let started = false;
    while (!signal.aborted) {
      const resuming = this.#token !== undefined;
      try {
        const next = this.#token === undefined ? await this.#begin(started) : await this.#open();
        started = true;
        wait = BACK_OFF.first;
        await this.#follow(next);
      } catch {
        // The place is lost when the server refuses a token; a server that is away keeps it.
        if (resuming && (await this.#store.healthy())) this.#token = undefined;
        if (!signal.aborted) await pause(wait, undefined, { signal }).catch(() => {});
        wait = Math.min(wait * 2, BACK_OFF.most);
      } finally {
        await this.#stream?.close().catch(() => {});
      }
    }
  }

  /** Opens the stream first and reads the present after, so that nothing falls between. */
  async #begin(again: boolean): Promise<Change | null> {
    await this.#models.refresh();
    const next = await this.#open();
    await this.#models.refresh();
    const checkpoint = await this.#store.reading((db) => checkpoints(db).findOne({ _id: LIVE }));
    if (again) this.#tell({ kind: 'restarted', models: PUSHED.map(({ name }) => name as ModelName) });
    if (checkpoint) this.#tell({ kind: 'reached', position: shownPosition(checkpoint.position) });
    return next;
  }

  async #open(): Promise<Change | null> {
    this.#rows = new Map();
    for (const model of PUSHED) {
      const generation = this.#models.generation(model.name as ModelName);
      if (generation !== undefined) this.#rows.set(rowsName(model.name, generation), model);
    }
    const names = [...this.#rows.keys(), 'checkpoints', 'models'];
    this.#stream = this.#store.db.watch<Checkpoint, Change>([{ $match: { 'ns.coll': { $in: names } } }], {
      ...(this.#token === undefined ? {} : { resumeAfter: this.#token }),
      maxAwaitTimeMS: 1000,
    });
    return this.#stream.tryNext();
  }

  /** Tells what comes, until the rows to watch are others. */
  async #follow(first: Change | null): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    for (let change: Change | null = first; !this.#stopping.signal.aborted; change = await stream.next()) {
      if (!change) continue;
      const repointed = this.#take(change);
      this.#token = change._id;
      if (repointed) return;
    }
  }

  /** Whether other rows are to be watched from here on. */
  #take(change: Change): boolean {
    if (change.operationType !== 'insert' && change.operationType !== 'replace') return false;
    const { coll } = change.ns;
    const document = change.fullDocument;
    if (coll === 'models' && 'generation' in document) return this.#repoint(document);
    if (!('position' in document)) return false;
    if (coll === 'checkpoints') {
      if (document._id === LIVE) this.#tell({ kind: 'reached', position: shownPosition(document.position) });
      return false;
    }
    const model = this.#rows.get(coll);
    if (!model) return false;
    const views = model.views(plain(document));
    const position = shownPosition(document.position);
    this.#tell({ kind: 'changed', change: { model: model.name as ModelName, key: document._id, position, views } });
    return false;
  }

  #repoint(pointer: Pointer): boolean {
    const { _id, generation } = pointer;
    const former = this.#models.generation(_id as ModelName);
    this.#models.point(pointer);
    if (former === generation && this.#rows.has(rowsName(_id, generation))) return false;
    if (former !== undefined && former !== generation) this.#tell({ kind: 'restarted', models: [_id as ModelName] });
    return true;
  }
}
