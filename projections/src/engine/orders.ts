import { KNOWN_TYPES, type Position, type ProjectionEvent, type Recorded } from '@lyceum/contracts';
import { FactUnknown, type EventLog, type ReadStore, type Write } from '@lyceum/stores';
import type { Projection } from './projection.ts';
import { obeyed, type Obeyed } from './records.ts';
import { skipName } from './table.ts';

/** An order as the log has it. */
export type OrderFact = Recorded & ProjectionEvent;

const TYPES = KNOWN_TYPES.filter((type) => type.startsWith('operations.'));

const streamOf = (model: string): string => `projection-${model}`;

/** What is known of the orders for one model. */
interface Book {
  /** The revision of the last order that was followed, and that was read. */
  obeyed: number;
  read: number;
  paused: boolean;
  readonly skipped: Set<string>;
  /** Orders that were read and not followed yet. */
  readonly waiting: OrderFact[];
  /** When the last of those that are being followed is done. */
  turn: Promise<void>;
}

/**
 * What operators ordered, model by model, from the log. How far it was followed lies in the read store, beside what it changed: where that is
 * made anew, orders of before have nothing left to act on and count as followed.
 */
export class Orders {
  readonly #log: EventLog;
  readonly #store: ReadStore;
  readonly #books: ReadonlyMap<string, Book>;
  /** The head of the log before the orders were read: what comes after is news. */
  readonly #from: Position;

  private constructor(log: EventLog, store: ReadStore, books: ReadonlyMap<string, Book>, from: Position) {
    this.#log = log;
    this.#store = store;
    this.#books = books;
    this.#from = from;
  }

  /** @throws EventStoreUnavailable, ReadStoreUnavailable */
  static async read(log: EventLog, store: ReadStore, models: readonly Projection[]): Promise<Orders> {
    const from = await log.head();
    const known = new Map((await store.reading((db) => obeyed(db).find().toArray())).map((each) => [each._id, each]));
    const books = await Promise.all(models.map(async ({ name }) => [name, bookOf(await ordersOf(log, name), known.get(name))] as const));
    const orders = new Orders(log, store, new Map(books), from);
    await orders.#keep(books.flatMap(([name]) => (known.has(name) ? [] : [name])));
    return orders;
  }

  paused(model: string): boolean {
    return this.#books.get(model)?.paused ?? false;
  }

  /** Whether orders for the model are left to follow. */
  awaits(model: string): boolean {
    return (this.#books.get(model)?.waiting.length ?? 0) > 0;
  }

  /** Facts that are left out of rows of the model. */
  skipped(model: string): ReadonlySet<string> {
    return this.#books.get(model)?.skipped ?? new Set();
  }

  /**
   * Follows what is left to follow and then what comes, each model's orders one after the other, until the signal aborts.
   * @throws what reading them or following them failed with.
   */
  async follow(obey: (order: OrderFact) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    for (const [name, book] of this.#books) this.#go(name, book, obey, reject);
    const reading = (async () => {
      for await (const message of this.#log.news(this.#from, signal, TYPES)) {
        if (message.kind !== 'fact') continue;
        const order = message.fact as OrderFact;
        const book = this.#books.get(order.data.name);
        if (!book || order.revision <= book.read || order.stream !== streamOf(order.data.name)) continue;
        book.read = order.revision;
        book.waiting.push(order);
        this.#go(order.data.name, book, obey, reject);
      }
    })();
    try {
      await Promise.race([reading, failed]);
    } finally {
      await Promise.allSettled([...this.#books.values()].map(({ turn }) => turn));
    }
  }

  #go(name: string, book: Book, obey: (order: OrderFact) => Promise<void>, fail: (error: unknown) => void): void {
    const turn = async () => {
      for (let order = book.waiting[0]; order; order = book.waiting[0]) {
        await obey(order);
        book.waiting.shift();
        take(book, order);
        await this.#keep([name]);
      }
    };
    book.turn = book.turn.then(turn);
    book.turn.catch(fail);
  }

  async #keep(names: readonly string[]): Promise<void> {
    const writes = names.map((name): Write => {
      const { obeyed: revision, paused } = this.#books.get(name)!;
      return { collection: 'obeyed', key: name, document: { revision, paused } };
    });
    if (writes.length > 0) await this.#store.write(writes);
  }
}

/** The orders that this program can read: it leaves those of a version to come, and what follows them, to that version. */
async function ordersOf(log: EventLog, model: string): Promise<readonly OrderFact[]> {
  try {
    return (await log.read(streamOf(model))) as readonly OrderFact[];
  } catch (error) {
    if (error instanceof FactUnknown) return [];
    throw error;
  }
}

function bookOf(orders: readonly OrderFact[], known: Obeyed | undefined): Book {
  const last = orders.at(-1)?.revision ?? -1;
  const book: Book = {
    obeyed: known?.revision ?? last,
    read: Math.max(last, known?.revision ?? -1),
    paused: known?.paused ?? false,
    skipped: new Set(),
    waiting: [],
    turn: Promise.resolve(),
  };
  for (const order of orders) {
    if (order.revision > book.obeyed) book.waiting.push(order);
    else if (order.type === 'operations.SkipOrdered.v1') book.skipped.add(skipName(order.data, order.data.key));
  }
  return book;
}

/** What holds once an order was followed. */
function take(book: Book, order: OrderFact): void {
  book.obeyed = order.revision;
  if (order.type === 'operations.PauseOrdered.v1') book.paused = true;
  if (order.type === 'operations.ResumeOrdered.v1') book.paused = false;
  if (order.type === 'operations.SkipOrdered.v1') book.skipped.add(skipName(order.data, order.data.key));
}
