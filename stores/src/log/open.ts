import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, EVENT_PREFIXES, type Fact, type Position, type Recorded } from '@lyceum/contracts';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Codec, type RawEvent } from '../codec/codec.ts';
import { Vocabulary } from '../codec/vocabulary.ts';
import { KeyRing } from '../keys/key-ring.ts';
import type { RootSecret } from '../secret/secret.ts';
import { Appender, type NewEvent, type Placed } from './appender.ts';
import { Carrier } from './carrier.ts';
import { derivedId } from './derived-id.ts';
import { callFailure } from './failures.ts';
import { batches, feed, only } from './feed.ts';
import type { NewestLog } from './newest-only.ts';
import type { Answer } from './raw.ts';
import { newestFirst, newestOf, streamRead, stretchOf } from './requests.ts';
import { StoredCheckpoints } from './checkpoints.ts';
import { scavenge } from './scavenge.ts';
import { StoredSnapshots } from './snapshots.ts';
import { tracing } from '../tracing/tracing.ts';
import { tracedAppend } from './traced-append.ts';
import { Transport } from './transport.ts';
import {
  EventStoreUnavailable,
  FactUnknown,
  type AppendContext,
  type Appended,
  type EventLog,
  type Expectation,
  type FeedMessage,
  type NewFact,
  type ShutFact,
  type Stretch,
} from './types.ts';

/** How long an append or a read is tried in all, in milliseconds: a store that restarts is waited for, one that is away is said to be. */
const PATIENCE = 4000;
/** Waiting before an append or a read is repeated, in milliseconds: doubled each time, up to the most. */
const BACK_OFF = { first: 25, most: 400 };

class EventStoreLog implements EventLog {
  readonly #url: string;
  readonly #transport: Transport;
  readonly #appender: Appender;
  readonly #codec: Codec;
  readonly keys: KeyRing;
  readonly snapshots: StoredSnapshots;
  readonly checkpoints: StoredCheckpoints;
  readonly carrier: Carrier;

  constructor(url: string, secret: RootSecret, vocabulary: Vocabulary) {
    this.#url = url;
    this.#transport = new Transport(url);
    this.#appender = new Appender(this.#transport);
    this.carrier = new Carrier(this.#transport, this.#appender);
    const log = {
      append: this.append.bind(this),
      firstOf: (stream: string) => this.#firstOf(stream),
      tombstone: this.#tombstone.bind(this),
    };
    this.keys = new KeyRing(secret.derive('personal-keys'), log);
    this.#codec = new Codec(this.keys, vocabulary);
    const newest: NewestLog = {
      append: async (stream, event, expected) => void (await this.#appended(stream, [event], expected)),
      newestOf: async (stream) => (await this.#patiently((left) => this.#events(newestOf(stream), left)))[0] ?? null,
    };
    this.snapshots = new StoredSnapshots(newest);
    this.checkpoints = new StoredCheckpoints(newest);
  }

  async append(stream: string, facts: readonly NewFact[], expected: Expectation, context: AppendContext): Promise<Appended> {
    if (facts.length === 0) throw new Error(`An append to ${stream} without facts`);
    const spans = tracing();
    return spans
      ? tracedAppend(spans, stream, facts, context, () => this.#append(stream, facts, expected, context))
      : this.#append(stream, facts, expected, context);
  }

  async #append(stream: string, facts: readonly NewFact[], expected: Expectation, context: AppendContext): Promise<Appended> {
    const metadata = this.#codec.metadata(context);
    const events: NewEvent[] = [];
    for (const fact of facts) {
      const id = derivedId(context.commandId, String(events.length));
      const own = fact.at === undefined ? metadata : this.#codec.metadata({ ...context, at: fact.at });
      events.push({ id, type: fact.type, data: await this.#codec.encode(fact), metadata: own });
    }
    const { revision, position } = await this.#appended(stream, events, expected);
    return { revision, position: position ?? (await this.#positionAt(stream, revision)) };
  }

  async read(stream: string, after = -1, count: number | null = null): Promise<readonly Recorded[]> {
    const events = await this.#patiently((left) => this.#events(streamRead(stream, after, count), left));
    const facts: Recorded[] = [];
    for (const event of events) {
      if (!this.#codec.vocabulary.knows(event.type)) throw new FactUnknown(stream, event.type);
      const fact = this.#codec.decode(event);
      facts.push(fact instanceof Promise ? await fact : fact);
    }
    return facts;
  }

  async lookInto(stream: string, stretch: Stretch): Promise<readonly ShutFact[]> {
    const events = await this.#patiently((left) => this.#events(stretchOf(stream, stretch), left));
    const { reader } = stretch;
    if (reader === undefined) return events.map((event) => this.#codec.shut(event));
    return Promise.all(events.map((event) => this.#codec.shutBut(event, reader)));
  }

  feed(after: Position | null, signal: AbortSignal, types?: readonly string[]): AsyncIterable<FeedMessage> {
    return feed(this.#transport, this.#codec, after, signal, { types, prefixes: EVENT_PREFIXES });
  }

  batches(after: Position | null, signal: AbortSignal, types?: readonly string[]): AsyncIterable<readonly FeedMessage[]> {
    return batches(this.#transport, this.#codec, after, signal, { types, prefixes: EVENT_PREFIXES });
  }

  news(after: Position, signal: AbortSignal, types: readonly string[]): AsyncIterable<FeedMessage> {
    return feed(this.#transport, this.#codec, after, signal, only(types, this.#codec));
  }

  async head(): Promise<Position> {
    const ours = ({ type }: RawEvent) => EVENT_PREFIXES.some((prefix) => type.startsWith(prefix));
    const [newest] = await this.#patiently((left) => this.#events(newestFirst(), left, ours));
    return newest?.position ?? BEGINNING;
  }

  scavenge(): Promise<'compacted' | 'asked'> {
    return scavenge(this.#url);
  }

  version(): Promise<string> {
    return this.#transport.version();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #appended(stream: string, events: readonly NewEvent[], expected: Expectation): Promise<Placed> {
    return this.#patiently((left) => this.#appender.append(stream, events, expected, left));
  }

  #tombstone(stream: string): Promise<void> {
    return this.#patiently(() => this.#transport.tombstone(stream));
  }

  async #firstOf(stream: string): Promise<Fact | null> {
    const [event] = await this.#patiently((left) => this.#events(streamRead(stream, -1, 1), left));
    return event ? await this.#codec.decode(event) : null;
  }

  /** The store does not say where events stand that it had already: they are looked at. */
  async #positionAt(stream: string, revision: number): Promise<Position> {
    const [event] = await this.#patiently((left) => this.#events(streamRead(stream, revision - 1, 1), left));
    return event?.position ?? this.head();
  }

  /** Repeats what fails because the store is away, as long as there is patience left. */
  async #patiently<T>(attempt: (left: number) => Promise<T>): Promise<T> {
    const end = Date.now() + PATIENCE;
    for (let wait = BACK_OFF.first; ; wait = Math.min(wait * 2, BACK_OFF.most)) {
      try {
        return await attempt(end - Date.now());
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable) || Date.now() + wait >= end) throw error;
      }
      await pause(wait);
    }
  }

  /** The events that a read gives within `patience` milliseconds: all of them, or only the first that is `wanted`. */
  async #events(request: ReadReq, patience: number, wanted?: (event: RawEvent) => boolean): Promise<RawEvent[]> {
    const call = await this.#transport.read(request).catch((error: unknown) => Promise.reject(callFailure(error)));
    const { promise, resolve, reject } = Promise.withResolvers<RawEvent[]>();
    const events: RawEvent[] = [];
    const timer = setTimeout(() => {
      reject(new EventStoreUnavailable(`A read was not done in ${patience} ms`));
      call.cancel();
    }, patience);
    call.on('data', (answer: Answer) => {
      if (answer.kind !== 'event' || (wanted && !wanted(answer.event))) return;
      events.push(answer.event);
      if (!wanted) return;
      resolve(events);
      call.cancel();
    });
    call.on('end', () => resolve(events));
    call.on('error', (error) => reject(callFailure(error)));
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}

interface Options {
  readonly url: string;
  readonly secret: RootSecret;
  /** Which facts are read; all that this program knows. */
  readonly vocabulary?: Vocabulary;
}

/** Opens the event log that the connection string `url` (esdb://…) names. Connects when first asked, and again after every drop. */
export const openEventLog = ({ url, secret, vocabulary = new Vocabulary() }: Options): EventLog =>
  new EventStoreLog(url, secret, vocabulary);

/** Opens the store alone, without the secret that opens what its events say. */
export function openCarrier(url: string): { readonly carrier: Carrier; close(): Promise<void> } {
  const transport = new Transport(url);
  return { carrier: new Carrier(transport, new Appender(transport)), close: () => transport.close() };
}
