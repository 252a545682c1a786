import type { Call } from '../grpc/call.ts';
import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { Reader } from '../protobuf/reader.ts';
import {
  appendedFrame,
  appendTooLarge,
  removedFrame,
  streamDeleted,
  wrongExpectedFrame,
  wrongExpectedVersion,
} from '../protocol/answers.ts';
import { LARGEST_APPEND, readProposed, readTarget, type Target, toEventOrThrow } from '../protocol/append-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { Expectation } from '../storage/commit-check.ts';
import type { NewEvent, Outcome, Removal } from '../storage/writer.ts';

/** An append whose file could not be written: nothing of it is there, trying again is safe. */
export const notWritten = (reason: string): CallError => new CallError(Status.INTERNAL, `The event could not be written: ${reason}`);

const complete = ({ stream, expected }: Target, request: string): { stream: string; expected: Expectation } => {
  if (expected === undefined)
    throw new CallError(
      Status.INVALID_ARGUMENT,
      `'None' is not a valid EventStore.Client.Streams.${request}+Types+Options+ExpectedStreamRevisionOneofCase`,
    );
  if (!stream) throw handlerFailed();
  return { stream, expected };
};

/** Streams.Append: the options, then one message an event, one answer. */
export const append = (store: EventStore, call: Call): void => {
  let target: { stream: string; expected: Expectation } | undefined;
  const events: NewEvent[] = [];
  let size = 0;

  const onMessage = (bytes: Buffer) => {
    const reader = new Reader(bytes);
    while (reader.next()) {
      if (reader.field === 1) {
        if (target) throw handlerFailed();
        target = complete(readTarget(reader.message()), 'AppendReq');
      } else if (reader.field === 2) {
        if (!target) throw handlerFailed();
        const event = toEventOrThrow(readProposed(reader.message()));
        size += event.data.length;
        if (size > LARGEST_APPEND) throw appendTooLarge(LARGEST_APPEND);
        events.push(event);
      } else reader.skip();
    }
  };

  call.receive(onMessage, () => {
    if (!target) throw handlerFailed();
    const { stream, expected } = target;
    store.writer.append({ stream, expected, events }, (outcome) => answerAppend(call, stream, expected, outcome));
  });
};

const answerAppend = (call: Call, stream: string, expected: Expectation, outcome: Outcome): void => {
  if (outcome.kind === 'written') call.succeed(appendedFrame(outcome.revision, outcome.position));
  else if (outcome.kind === 'wrong') call.succeed(wrongExpectedFrame(expected, outcome.current));
  else if (outcome.kind === 'failed') call.fail(notWritten(outcome.reason));
  else call.fail(streamDeleted(stream));
};

const readRemoval = (bytes: Buffer, request: string): Removal => {
  const reader = new Reader(bytes);
  let target: Target | undefined;
  while (reader.next()) {
    if (reader.field === 1) target = readTarget(reader.message());
    else reader.skip();
  }
  if (!target) throw handlerFailed();
  return complete(target, request);
};

const answerRemoval = (call: Call, { stream, expected }: Removal, outcome: Outcome): void => {
  if (outcome.kind === 'written') call.succeed(removedFrame(outcome.position ?? 0));
  else if (outcome.kind === 'wrong') call.fail(wrongExpectedVersion(stream, expected, outcome.current));
  else if (outcome.kind === 'failed') call.fail(notWritten(outcome.reason));
  else call.fail(streamDeleted(stream));
};

/** Streams.Delete: hides what the stream holds. */
export const softDelete = (store: EventStore, call: Call): void =>
  call.receiveOne((bytes) => {
    const removal = readRemoval(bytes, 'DeleteReq');
    store.writer.softDelete(removal, (outcome) => answerRemoval(call, removal, outcome));
  });

/** Streams.Tombstone: deletes the stream for good. */
export const tombstone = (store: EventStore, call: Call): void =>
  call.receiveOne((bytes) => {
    const removal = readRemoval(bytes, 'TombstoneReq');
    store.writer.tombstone(removal, (outcome) => answerRemoval(call, removal, outcome));
  });
