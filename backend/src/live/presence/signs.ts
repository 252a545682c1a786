import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@lyceum/contracts';
import type { ChangeStream, ChangeStreamDocument, Collection, ReadStore } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '../../log.ts';
import { READ_STORE } from '../../stores/tokens.ts';
import { ShownSigns, type Tell } from './shown-signs.ts';
import { idOf, nameOf, readId, type Sign, type StoredSign } from './sign.ts';

/** Times in milliseconds. */
const AGAIN = 1000;
const FADING = 1000;

/**
 * Signs that people give for a while, seen by all backends: each gives its own in a small collection of the read store, whose documents fade,
 * and follows the changes of it. Nothing is lost that would be missed: while the store is away nobody comes and goes.
 */
@Injectable()
export class Signs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly backend = newId();
  private readonly listeners = new Set<Tell>();
  private readonly shown = new ShownSigns((sign, given) => this.listeners.forEach((tell) => tell(sign, given)));
  private readonly stopping = new AbortController();
  private stream: ChangeStream<StoredSign, ChangeStreamDocument<StoredSign>> | undefined;
  private running: Promise<void> | undefined;
  private fading: NodeJS.Timeout | undefined;

  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.fading = setInterval(() => this.shown.fade(performance.now()), FADING);
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.fading);
    await this.stream?.close().catch(() => {});
    await this.running;
    await this.collection.deleteMany({ _id: { $regex: ` ${this.backend}$` } }).catch(() => {});
  }

  /** Calls `tell` with each change from now on; gives the function that ends it. */
  listen(tell: Tell): () => void {
    this.listeners.add(tell);
    return () => void this.listeners.delete(tell);
  }

  has(sign: Sign): boolean {
    return this.shown.has(sign);
  }

  /** All of a kind that hold now. */
  all(kind: Sign['kind']): readonly Sign[] {
    return this.shown.all(kind);
  }

  /** Gives a sign, or renews it, for so many milliseconds. */
  give(sign: Sign, lasting: number): Promise<void> {
    return this.put([sign], lasting);
  }

  /** Renews those that are given still. They are seen here at once: nobody who is here is taken for gone because the store is slow. */
  renew(signs: readonly Sign[], lasting: number): Promise<void> {
    for (const sign of signs) this.shown.given(sign, this.backend, performance.now() + lasting);
    return this.put(signs, lasting);
  }

  /** Gives a sign that only one backend gives at a time: who gave it before, and may have died, gives it no more. */
  async claim(sign: Sign, lasting: number): Promise<void> {
    await this.give(sign, lasting);
    const name = nameOf(sign);
    await this.write((signs) => signs.deleteMany({ _id: { $gt: `${name} `, $lt: `${name}!`, $ne: idOf(sign, this.backend) } }));
  }

  take(sign: Sign): Promise<void> {
    return this.write((signs) => signs.deleteOne({ _id: idOf(sign, this.backend) }));
  }

  private async put(given: readonly Sign[], lasting: number): Promise<void> {
    if (given.length === 0) return;
    const replacement = { lasting, until: new Date(Date.now() + lasting) };
    const writes = given.map((sign) => ({ replaceOne: { filter: { _id: idOf(sign, this.backend) }, replacement, upsert: true } }));
    await this.write((signs) => signs.bulkWrite(writes, { ordered: false }));
  }

  private get collection(): Collection<StoredSign> {
    return this.store.db.collection<StoredSign>('signs');
  }

  private async write(change: (signs: Collection<StoredSign>) => Promise<unknown>): Promise<void> {
    try {
      await this.store.reading(() => change(this.collection));
    } catch (err) {
      this.log.debug({ err }, 'A sign of presence was not passed on');
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.follow();
      } catch (err) {
        if (!signal.aborted) this.log.debug({ err }, 'Presence waits for the read store');
      } finally {
        await this.stream?.close().catch(() => {});
      }
      await pause(AGAIN, undefined, { signal }).catch(() => {});
    }
  }

  /** Opens the stream first and reads the present after, so that nothing falls between. */
  private async follow(): Promise<void> {
    await this.collection.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
    const stream = this.collection.watch<StoredSign, ChangeStreamDocument<StoredSign>>([], { maxAwaitTimeMS: AGAIN });
    this.stream = stream;
    const first = await stream.tryNext();
    const present = await this.collection.find().toArray();
    for (const sign of present) this.takeIn(sign, Math.min(sign.lasting, sign.until.getTime() - Date.now()));
    this.shown.only(new Set(present.map(({ _id }) => _id)));
    for (let change = first; !this.stopping.signal.aborted; change = await stream.next()) if (change) this.changed(change);
  }

  private changed(change: ChangeStreamDocument<StoredSign>): void {
    if (change.operationType === 'insert' || change.operationType === 'replace') {
      this.takeIn(change.fullDocument, change.fullDocument.lasting);
    } else if (change.operationType === 'delete') {
      const named = readId(String(change.documentKey._id));
      if (named) this.shown.taken(named.sign, named.backend);
    }
  }

  private takeIn({ _id }: StoredSign, milliseconds: number): void {
    const named = readId(_id);
    if (named && milliseconds > 0) this.shown.given(named.sign, named.backend, performance.now() + milliseconds);
  }
}
