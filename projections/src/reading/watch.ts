import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeStream, ChangeStreamDocument, ReadStore, ResumeToken } from '@lyceum/stores';
import { checkpoints, LIVE, rowsName, shownPosition, type Checkpoint, type Pointer, type StoredRow } from '../engine/records.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { LiveMessage } from './live.ts';
import { plain, type Models } from './models.ts';

type Change = ChangeStreamDocument<StoredRow | Checkpoint | Pointer>;

/** A change that has yet to come: in a box, as a promise in a promise is waited for. */
interface First {
  readonly change: Promise<Change>;
}

const BACK_OFF = { first: 100, most: 2000 };

/** How long rows are still told of after the last who followed them has gone, in milliseconds: a page that loads again comes back. */
const LINGER = 10_000;

/** A promise that nobody may be waiting for when it fails. */
const unheard = () => {
  const made = Promise.withResolvers<void>();
  made.promise.catch(() => {});
  return made;
};

/** A wish to be told of changed rows. */
export interface Following {
  /** Settles when every row that changes after the position then reached will be told. @throws ReadStoreUnavailable */
  ready(): Promise<void>;
  end(): void;
}

/** Models whose rows somebody may see live. */
export const PUSHED = MODELS.filter(({ rooms }) => Object.keys(rooms).length > 0);

/**
 * One change stream over the checkpoint, the pointers and, while somebody follows them, the live rows; it resumes where it was after every
 * drop. The last that a stream without rows has told is a checkpoint, so one with rows that goes on from there tells all that came after it.
 */
export class Watch {
  readonly #store: ReadStore;
  readonly #models: Models;
  readonly #tell: (message: LiveMessage) => void;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #stream: ChangeStream<Checkpoint, Change> | null = null;
  #token: ResumeToken | undefined;
  /** Collection names of the live rows. */
  #rows = new Map<string, (typeof PUSHED)[number]>();
  #followers = 0;
  /** Whether the stream that is open tells of rows. */
  #tellsRows = false;
  #opening = unheard();
  #turning = false;
  #narrowing: NodeJS.Timeout | undefined;

  constructor(store: ReadStore, models: Models, tell: (message: LiveMessage) => void) {
    this.#store = store;
    this.#models = models;
    this.#tell = tell;
    this.#running = this.#run();
  }

  /** Asks for changed rows. */
  follow(): Following {
    this.#followers++;
    clearTimeout(this.#narrowing);
    if (!this.#tellsRows) this.#turn();
    return {
      ready: async () => {
        while (!this.#tellsRows) await this.#opening.promise;
      },
      end: () => {
        if (--this.#followers === 0) this.#narrowing = setTimeout(() => this.#turn(), LINGER).unref();
      },
    };
  }

  /** Goes on with a stream that tells what is wanted now. */
  #turn(): void {
    this.#turning = true;
    void this.#stream?.close().catch(() => {});
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#narrowing);
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
        const first = this.#token === undefined ? await this.#begin(started) : await this.#open();
        started = true;
        wait = BACK_OFF.first;
        await this.#tellAll(first);
      } catch (error) {
        if (this.#turning) continue;
        // The place is lost when the server refuses a token; a server that is away keeps it.
        if (resuming && (await this.#store.healthy())) this.#token = undefined;
        else this.#opened().reject(error);
        if (!signal.aborted) await pause(wait, undefined, { signal }).catch(() => {});
        wait = Math.min(wait * 2, BACK_OFF.most);
      } finally {
        await this.#stream?.close().catch(() => {});
      }
    }
  }

  /** Opens the stream first and reads the present after, so that nothing falls between. */
  async #begin(again: boolean): Promise<First> {
    await this.#models.refresh();
    const first = await this.#open();
    await this.#models.refresh();
    const checkpoint = await this.#store.reading((db) => checkpoints(db).findOne({ _id: LIVE }));
    if (again) this.#tell({ kind: 'restarted', models: PUSHED.map(({ name }) => name as ModelName) });
    if (checkpoint) this.#tell({ kind: 'reached', position: shownPosition(checkpoint.position) });
    return first;
  }

  /** Gives the open stream's first change; that it is open shows by its first place in the log, long before a change may come. */
  async #open(): Promise<First> {
    this.#turning = false;
    const tellsRows = this.#followers > 0;
    this.#rows = new Map();
    for (const model of PUSHED) {
      const generation = this.#models.generation(model.name as ModelName);
      if (generation !== undefined) this.#rows.set(rowsName(model.name, generation), model);
    }
    const names = ['models', ...(tellsRows ? this.#rows.keys() : [])];
    const wanted = { $or: [{ 'ns.coll': { $in: names } }, { 'ns.coll': 'checkpoints', 'documentKey._id': LIVE }] };
    const stream = this.#store.db.watch<Checkpoint, Change>([{ $match: wanted }], {
      ...(this.#token === undefined ? {} : { resumeAfter: this.#token }),
      maxAwaitTimeMS: 1000,
    });
    this.#stream = stream;
    const opened = new Promise<void>((resolve) => stream.once('resumeTokenChanged', () => resolve()));
    const first = { change: stream.next() };
    // Whoever takes it hears of its failure; it may fail before.
    first.change.catch(() => {});
    await this.#store.reading(() => Promise.race([opened, first.change]));
    this.#tellsRows = tellsRows;
    this.#opened().resolve();
    return first;
  }

  /** What those wait on who wait for the stream that is being opened; who comes later waits for the next. */
  #opened(): PromiseWithResolvers<void> {
    const opening = this.#opening;
    this.#opening = unheard();
    return opening;
  }

  /** Tells what comes, until the rows to watch are others. */
  async #tellAll(first: First): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    for (let next = first.change; !this.#stopping.signal.aborted; next = stream.next()) {
      const change = await next;
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
      this.#tell({ kind: 'reached', position: shownPosition(document.position) });
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
    const frozen = this.#models.frozen(_id as ModelName);
    this.#models.point(pointer);
    // Who waits for a model that goes on again hears of it.
    if (frozen !== null && pointer.frozen === null && former === generation) this.#tell({ kind: 'restarted', models: [_id as ModelName] });
    if (former === generation && this.#rows.has(rowsName(_id, generation))) return false;
    if (former !== undefined && former !== generation) this.#tell({ kind: 'restarted', models: [_id as ModelName] });
    return true;
  }
}
