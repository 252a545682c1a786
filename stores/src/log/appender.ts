import { randomUUID } from 'node:crypto';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { parseUUID } from '@eventstore/db-client/dist/utils/grpcUUID.js';
import { BEGINNING, type Id, type Position } from '@lyceum/contracts';
import { appendFailure, callFailure } from './failures.ts';
import type { BatchCall, Transport } from './transport.ts';
import { EventStoreUnavailable, type Expectation } from './types.ts';

/** An event on its way in. */
export interface NewEvent {
  readonly id: Id;
  readonly type: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
  /** Its data are no JSON. */
  readonly binary?: true | undefined;
}

/** Where the last event came to stand; no position where the store had the events already and does not say. */
export interface Placed {
  readonly revision: number;
  readonly position: Position | null;
}

interface Waiting {
  readonly stream: string;
  readonly resolve: (placed: Placed) => void;
  readonly reject: (error: Error) => void;
}

/** Many appends over one two-way call, each answered by its correlation. */
export class Appender {
  readonly #transport: Transport;
  readonly #waiting = new Map<string, Waiting>();
  #call: Promise<BatchCall> | null = null;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Tries once. What waits to be written is what callers wait for, so nothing else holds it back.
   * @throws WrongRevision, StreamDeleted, FactsTooLarge; EventStoreUnavailable after `patience` milliseconds or when the call drops.
   */
  async append(stream: string, events: readonly NewEvent[], expected: Expectation, patience: number): Promise<Placed> {
    const { promise, resolve, reject } = Promise.withResolvers<Placed>();
    const correlation = randomUUID();
    const late = () => reject(new EventStoreUnavailable(`The append to ${stream} was not answered in ${patience} ms`));
    const timer = setTimeout(late, patience);
    this.#waiting.set(correlation, { stream, resolve, reject });
    try {
      this.#send(appendRequest(correlation, stream, events, expected), reject);
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(correlation);
    }
  }

  #send(request: InstanceType<typeof streams.BatchAppendReq>, reject: (error: Error) => void): void {
    this.#call ??= this.#open();
    this.#call.then(
      (call) => call.write(request),
      (error: unknown) => reject(callFailure(error)),
    );
  }

  #open(): Promise<BatchCall> {
    const opening = this.#transport.batchAppend();
    opening.then(
      (call) => {
        call.on('data', (answer: BatchAppendResp) => this.#take(answer));
        call.on('error', (error) => this.#drop(opening, callFailure(error)));
        call.on('end', () => this.#drop(opening, new EventStoreUnavailable('The event store ended the call')));
      },
      () => this.#forget(opening),
    );
    return opening;
  }

  #forget(call: Promise<BatchCall>): void {
    if (this.#call === call) this.#call = null;
  }

  #drop(call: Promise<BatchCall>, error: Error): void {
    if (this.#call !== call) return;
    this.#call = null;
    for (const { reject } of this.#waiting.values()) reject(error);
  }

  /** An answer that nobody waits for any more is of an append that was given up; repeating that is safe. */
  #take(answer: BatchAppendResp): void {
    const waiting = this.#waiting.get(parseUUID(answer.getCorrelationId()) ?? '');
    if (!waiting) return;
    const status = answer.getError();
    if (status) return waiting.reject(appendFailure(waiting.stream, status));
    const success = answer.getSuccess();
    const position = success?.getPosition()?.getCommitPosition();
    waiting.resolve({
      revision: Number(success?.getCurrentRevision() ?? 0),
      position: position && position !== BEGINNING ? position : null,
    });
  }
}

function appendRequest(correlation: string, stream: string, events: readonly NewEvent[], expected: Expectation) {
  const request = new streams.BatchAppendReq();
  request.setCorrelationId(uuid(correlation));
  const options = new streams.BatchAppendReq.Options();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  options.setStreamIdentifier(identifier);
  if (expected === 'any') options.setAny(new empty.Empty());
  else if (expected === 'no-stream') options.setNoStream(new empty.Empty());
  else options.setStreamPosition(String(expected));
  // No deadline goes with it: that is a time of the clock, and a clock here that is behind the store's would have every append refused.
  request.setOptions(options);
  request.setProposedMessagesList(events.map(proposed));
  request.setIsFinal(true);
  return request;
}

function proposed({ id, type, data, metadata, binary }: NewEvent) {
  const message = new streams.BatchAppendReq.ProposedMessage();
  message.setId(uuid(id));
  message
    .getMetadataMap()
    .set('type', type)
    .set('content-type', binary ? 'application/octet-stream' : 'application/json');
  message.setData(data);
  message.setCustomMetadata(metadata);
  return message;
}

function uuid(text: string) {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}
