import type { Call } from '../grpc/call.ts';
import { handlerFailed } from '../grpc/status.ts';
import { Reader } from '../protobuf/reader.ts';
import {
  batchAppendedFrame,
  batchBadRequest,
  batchDeleted,
  batchFailedFrame,
  type BatchFailure,
  batchTimeout,
  batchTooLarge,
  batchUnknown,
  batchWrong,
  type Correlation,
} from '../protocol/answers.ts';
import {
  isEventId,
  LARGEST_APPEND,
  type Proposed,
  readBatchTarget,
  readProposed,
  readUuid,
  type Target,
  toEvent,
} from '../protocol/append-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import { structuredUuid } from '../storage/event-variants.ts';
import type { Append, NewEvent, Outcome } from '../storage/writer.ts';

/** One append on its way in, which may come in several chunks. */
type Unfinished = {
  readonly id: Buffer;
  readonly target: Target;
  readonly events: NewEvent[];
  size: number;
  expiry: NodeJS.Timeout | undefined;
};

type Chunk = { id: Buffer | undefined; options: Reader | undefined; proposed: Proposed[]; final: boolean };

const LONGEST_TIMER = 2 ** 31 - 1;

const readChunk = (bytes: Buffer): Chunk => {
  const chunk: Chunk = { id: undefined, options: undefined, proposed: [], final: false };
  const reader = new Reader(bytes);
  while (reader.next()) {
    if (reader.field === 1) chunk.id = reader.slice();
    else if (reader.field === 2) chunk.options = reader.message();
    else if (reader.field === 3) chunk.proposed.push(readProposed(reader.message()));
    else if (reader.field === 4) chunk.final = reader.varint() === 1;
    else reader.skip();
  }
  return chunk;
};

/** What is wrong with a request, in the words in which the real server says it. */
const objection = ({ stream, expected }: Target): string | undefined => {
  if (stream === undefined) return 'Object reference not set to an instance of an object.';
  if (expected === undefined)
    return `Status(StatusCode="InvalidArgument", Detail="'None' is not a valid EventStore.Client.Streams.BatchAppendReq+Types+Options+ExpectedStreamPositionOneofCase")`;
  return stream === '' ? 'eventStreamId' : undefined;
};

const objectionTo = ({ id, idGiven, type, contentType }: Proposed): string | undefined => {
  if (!idGiven) return "Value cannot be null. (Parameter 'dto')";
  if (id === undefined) return 'Unrecognized Guid format.';
  if (!isEventId(id)) return "Empty eventId provided. (Parameter 'eventId')";
  if (type === undefined || contentType === undefined) return 'The given key was not present in the dictionary.';
  return type === '' ? "Empty eventType provided. (Parameter 'eventType')" : undefined;
};

/** One BatchAppend call: appends of many streams come in and are answered as they become durable, each by its correlation. */
class Batch {
  private readonly store: EventStore;
  private readonly call: Call;
  private readonly unfinished = new Map<string, Unfinished>();
  private answers: Buffer[] = [];

  constructor(store: EventStore, call: Call) {
    this.store = store;
    this.call = call;
    call.onOver(() => {
      for (const { expiry } of this.unfinished.values()) clearTimeout(expiry);
      this.unfinished.clear();
    });
  }

  take(bytes: Buffer): void {
    const chunk = readChunk(bytes);
    if (!chunk.id) throw handlerFailed();
    const key = chunk.id.toString('latin1');
    const begun = this.unfinished.get(key);
    // Options of later chunks do not count, and chunks of an append that nobody began are not for anybody.
    const append = begun ?? (chunk.options ? this.begin(chunk.id, chunk.options) : undefined);
    if (!append) return;
    const failure = this.add(append, chunk.proposed);
    if (failure || chunk.final) this.forget(key, append);
    else if (!begun) this.expect(key, append);
    if (failure) this.fail(append, failure);
    else if (chunk.final) this.write(append);
  }

  private begin(id: Buffer, options: Reader): Unfinished {
    return { id, target: readBatchTarget(options, Date.now()), events: [], size: 0, expiry: undefined };
  }

  private add(append: Unfinished, proposed: readonly Proposed[]): BatchFailure | undefined {
    const wrong = objection(append.target);
    if (wrong) return batchBadRequest(wrong);
    for (const one of proposed) {
      const wrongEvent = objectionTo(one);
      if (wrongEvent) return batchBadRequest(wrongEvent);
      append.events.push(toEvent(one as Proposed & { id: string; type: string }));
      append.size += one.data.length;
    }
    if (append.size > LARGEST_APPEND) return batchTooLarge(LARGEST_APPEND);
    const { deadline } = append.target;
    return deadline !== undefined && deadline <= Date.now() ? batchTimeout : undefined;
  }

  /** Waits for the rest of an append, as long as its deadline allows. */
  private expect(key: string, append: Unfinished): void {
    const left = (append.target.deadline ?? Infinity) - Date.now();
    // The memory that a message came in must not be held for the few bytes of it that are waited with.
    this.unfinished.set(key, { ...append, id: Buffer.from(append.id) });
    if (left > LONGEST_TIMER) return;
    const kept = this.unfinished.get(key)!;
    kept.expiry = setTimeout(() => {
      this.forget(key, kept);
      const uuid = readUuid(new Reader(kept.id));
      // The real server says the correlation in its structured form here, and only here.
      const id = uuid ? structuredUuid(1, uuid).subarray(2) : kept.id;
      this.answer(batchFailedFrame({ id, stream: kept.target.stream }, batchTimeout));
    }, left);
  }

  private forget(key: string, { expiry }: Unfinished): void {
    clearTimeout(expiry);
    this.unfinished.delete(key);
  }

  private write({ id, target, events }: Unfinished): void {
    const { stream, expected, deadline } = target as Append;
    const correlation: Correlation = { id, stream };
    this.store.writer.append({ stream, expected, events, ...(deadline !== undefined && { deadline }) }, (outcome) =>
      this.answer(answerOf(outcome, correlation, target as Append)),
    );
  }

  private fail({ id, target }: Unfinished, failure: BatchFailure): void {
    this.answer(batchFailedFrame({ id, stream: target.stream }, failure));
  }

  /** Answers of one group of appends leave in one write. */
  private answer(frame: Buffer): void {
    if (this.answers.push(frame) > 1) return;
    queueMicrotask(() => {
      const frames = this.answers;
      this.answers = [];
      this.call.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
    });
  }
}

const answerOf = (outcome: Outcome, correlation: Correlation, { stream, expected }: Append): Buffer => {
  switch (outcome.kind) {
    case 'written':
      return batchAppendedFrame(correlation, outcome.revision, outcome.position);
    case 'wrong':
      return batchFailedFrame(correlation, batchWrong(expected, outcome.current));
    case 'deleted':
      return batchFailedFrame(correlation, batchDeleted(stream));
    case 'expired':
      return batchFailedFrame(correlation, batchTimeout);
    case 'failed':
      return batchFailedFrame(correlation, batchUnknown, `The events could not be written: ${outcome.reason}`);
  }
};

/** Streams.BatchAppend. The end of what the client sends does not end the call, as with the real server. */
export const batchAppend = (store: EventStore, call: Call): void => {
  const batch = new Batch(store, call);
  call.receive(
    (message) => batch.take(message),
    () => {},
  );
};
