import {
  CARRIED_AT_ONCE,
  CARRIED_SIZE,
  comparePositions,
  type CarriedEvent,
  type CarriedIn,
  type CheckedLines,
  type Position,
} from '@lyceum/contracts';
import type { RawEvent } from '../codec/codec.ts';
import { answersTo } from './answers.ts';
import type { Appender, NewEvent } from './appender.ts';
import { deletedBy, DELETIONS } from './deletions.ts';
import { allOfStreams, allOfTypes, newestFirst, streamRead } from './requests.ts';
import type { Transport } from './transport.ts';
import { StreamDeleted, WrongRevision } from './types.ts';

/** How long an append may take, in milliseconds: many are under way at once. */
const PATIENCE = 30_000;
/** Events that wait to be taken while a page is read; each may have a megabyte. */
const WAITING = 16;

/**
 * Streams that say something of this store alone: places in its log. Elsewhere these places mean something else; what is kept there can be made
 * anew.
 */
const OF_THIS_STORE = ['snapshot-', 'checkpoint-', 'automation-'];

/** A stream of the store has another event in the place of one that is carried in, or lacks those before it. */
export class StoresDiffer extends Error {
  readonly stream: string;
  readonly revision: number;

  constructor(stream: string, revision: number, what: string) {
    super(`${stream}@${revision}: ${what}`);
    this.stream = stream;
    this.revision = revision;
  }
}

/** What writing events would come to. `behind`: they are missing, and so is what comes before them. */
export type CarriedLook = Pick<CheckedLines, 'missing' | 'known' | 'deleted' | 'differs' | 'behind'>;

/** Takes events from one store to another, to the byte. */
export class Carrier {
  readonly #transport: Transport;
  readonly #appender: Appender;
  readonly #deleted = new Set<string>();
  #deletedUpTo: Position | null = null;

  constructor(transport: Transport, appender: Appender) {
    this.#transport = transport;
    this.#appender = appender;
  }

  /**
   * Events after `after` in the order of the log, of streams whose names begin with `prefix`; what was deleted for ever is left out, be it
   * still there.
   * @throws EventStoreUnavailable
   */
  async page(after: Position | null, prefix: string): Promise<{ items: CarriedEvent[]; next: Position | null }> {
    const deleted = new Set(await this.deleted());
    const items: CarriedEvent[] = [];
    let [size, last, read] = [0, after, 0];
    // A read from a position begins with what lies there.
    const count = CARRIED_AT_ONCE + 1;
    for await (const event of this.#events(allOfStreams(after, prefix, count))) {
      read += 1;
      if (event.position === after) continue;
      last = event.position;
      const { stream, type } = event;
      if (type.startsWith('$') || stream.startsWith('$') || deleted.has(stream)) continue;
      if (OF_THIS_STORE.some((own) => stream.startsWith(own))) continue;
      const carried = carriedOf(event);
      items.push(carried);
      size += carried.data.length + carried.metadata.length;
      if (items.length >= CARRIED_AT_ONCE || size >= CARRIED_SIZE) return { items, next: last };
    }
    return { items, next: read < count ? null : last };
  }

  /** Streams that were deleted for ever or truncated whole. @throws EventStoreUnavailable */
  async deleted(): Promise<readonly string[]> {
    const head = await this.#head();
    for await (const event of this.#events(allOfTypes(this.#deletedUpTo, DELETIONS))) {
      const stream = deletedBy(event);
      if (stream !== null) this.#deleted.add(stream);
    }
    this.#deletedUpTo = head;
    return [...this.#deleted];
  }

  /** The position of the newest event, whatever it is; null in an empty log. */
  async #head(): Promise<Position | null> {
    for await (const { position } of this.#events(newestFirst(1))) return position;
    return null;
  }

  /**
   * Writes events at the revisions that they had, in their order; those that are there already are compared and left.
   * @throws StoresDiffer, EventStoreUnavailable
   */
  async write(events: readonly CarriedEvent[]): Promise<CarriedIn> {
    const head = await this.#head();
    const results = await Promise.allSettled(groupsOf(events).map((group) => this.#place(group, head)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const sums = { written: 0, known: 0, deleted: 0 };
    for (const result of results)
      if (result.status === 'fulfilled') for (const what of ['written', 'known', 'deleted'] as const) sums[what] += result.value[what];
    return sums;
  }

  /** What writing these events would come to; nothing is written. @throws EventStoreUnavailable */
  async look(events: readonly CarriedEvent[]): Promise<CarriedLook> {
    const gone = new Set(await this.deleted());
    const found = await Promise.all(groupsOf(events).map((group) => this.#lookAt(group, gone)));
    const sum = (of: 'missing' | 'known' | 'deleted') => found.reduce((all, one) => all + one[of], 0);
    const differs = found.find((one) => one.differs !== null)?.differs ?? null;
    return {
      missing: sum('missing'),
      known: sum('known'),
      deleted: sum('deleted'),
      differs,
      behind: found.flatMap(({ behind }) => behind),
    };
  }

  /** Deletes streams for ever. @throws EventStoreUnavailable */
  async bury(streams: readonly string[]): Promise<number> {
    const known = new Set(await this.deleted());
    const others = streams.filter((stream) => !known.has(stream));
    for (const stream of others) await this.#transport.tombstone(stream);
    return others.length;
  }

  async #lookAt(group: readonly CarriedEvent[], gone: ReadonlySet<string>): Promise<CarriedLook> {
    const { stream, revision } = group[0]!;
    const nothing: CarriedLook = { missing: 0, known: 0, deleted: 0, differs: null, behind: [] };
    if (gone.has(stream)) return { ...nothing, deleted: group.length };
    try {
      const known = await this.#compare(group);
      const lacks = known === 0 && revision > 0 && !(await this.#has(stream, revision - 1));
      return { ...nothing, known, missing: group.length - known, behind: lacks ? [{ stream, revision }] : [] };
    } catch (error) {
      if (error instanceof StreamDeleted) return { ...nothing, deleted: group.length };
      if (!(error instanceof StoresDiffer)) throw error;
      return { ...nothing, differs: { stream: error.stream, revision: error.revision } };
    }
  }

  async #has(stream: string, revision: number): Promise<boolean> {
    for await (const event of this.#events(streamRead(stream, revision - 1, 1))) return event.revision === revision;
    return false;
  }

  async #place(group: readonly CarriedEvent[], head: Position | null): Promise<CarriedIn> {
    const [first] = group;
    const { stream, revision } = first!;
    try {
      const { position } = await this.#append(stream, revision, group);
      // Of events that it has already a store says where they are, or nothing.
      const isNew = position !== null && (head === null || comparePositions(position, head) > 0);
      if (isNew) return { written: group.length, known: 0, deleted: 0 };
      await this.#compare(group);
      return { written: 0, known: group.length, deleted: 0 };
    } catch (error) {
      if (error instanceof StreamDeleted) return { written: 0, known: 0, deleted: group.length };
      if (!(error instanceof WrongRevision)) throw error;
    }
    const known = await this.#compare(group);
    const rest = group.slice(known);
    if (rest.length === 0) return { written: 0, known, deleted: 0 };
    if (known === 0) throw new StoresDiffer(stream, revision, 'the events before it are not there');
    await this.#append(stream, revision + known, rest);
    return { written: rest.length, known, deleted: 0 };
  }

  #append(stream: string, revision: number, events: readonly CarriedEvent[]) {
    return this.#appender.append(stream, events.map(newEvent), revision === 0 ? 'no-stream' : revision - 1, PATIENCE);
  }

  /** How many of the events are in their places already. @throws StoresDiffer where another is */
  async #compare(group: readonly CarriedEvent[]): Promise<number> {
    const { stream, revision } = group[0]!;
    let known = 0;
    for await (const there of this.#events(streamRead(stream, revision - 1, group.length))) {
      const wanted = group[known]!;
      const found = carriedOf(there);
      const same = (['revision', 'id', 'type', 'data', 'metadata'] as const).every((field) => found[field] === wanted[field]);
      if (!same) throw new StoresDiffer(stream, wanted.revision, `another event is there (${found.type}, ${found.id})`);
      known += 1;
    }
    return known;
  }

  async *#events(request: Parameters<Transport['read']>[0]): AsyncGenerator<RawEvent, void, undefined> {
    for await (const answers of answersTo(this.#transport, request, new AbortController().signal, WAITING))
      for (const answer of answers) if (answer.kind === 'event') yield answer.event;
  }
}

/** Neighbours of one stream, to be written at once. */
function groupsOf(events: readonly CarriedEvent[]): CarriedEvent[][] {
  const groups: CarriedEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before?.stream === event.stream && before.revision + 1 === event.revision) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

function carriedOf({ stream, revision, id, type, position, created, data, metadata, binary }: RawEvent): CarriedEvent {
  const of = { stream, revision, id, type, position, created, ...(binary && { binary }) };
  const [text, about] = [textOf(data), textOf(metadata)];
  if (text !== null && about !== null) return { ...of, data: text, metadata: about };
  return { ...of, data: Buffer.from(data).toString('base64'), metadata: Buffer.from(metadata).toString('base64'), base64: true };
}

function newEvent({ id, type, data, metadata, base64, binary }: CarriedEvent): NewEvent {
  const bytes = (text: string) => Buffer.from(text, base64 ? 'base64' : 'utf8');
  return { id, type, data: bytes(data), metadata: bytes(metadata), binary };
}
