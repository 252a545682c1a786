import { CallError, percentEncoded, Status } from '../grpc/status.ts';
import { bytesField, frame, message, text, uint } from '../protobuf/writer.ts';
import type { Expectation } from '../storage/commit-check.ts';

const NO_STREAM = -1;

/** A position of $all as commit and prepare, which are the same here. */
export const positionFields = (position: number): Buffer[] => [uint(1, position), uint(2, position)];

const identifier = (field: number, stream: string): Buffer => message(field, text(3, stream));

/** The answer of a method that has nothing to say. */
export const EMPTY_FRAME = frame();

// event_store.client.streams.ReadResp
export const confirmationFrame = (id: string): Buffer => frame(message(2, text(1, id)));
export const checkpointFrame = (commit: number, prepare: number): Buffer => frame(message(3, uint(1, commit), uint(2, prepare)));
export const notFoundFrame = (stream: string): Buffer => frame(message(4, identifier(1, stream)));
export const firstPositionFrame = (revision: number): Buffer => frame(uint(5, revision, true));
export const lastPositionFrame = (revision: number): Buffer => frame(uint(6, revision, true));
export const CAUGHT_UP_FRAME = frame(message(8));

/** The end of a stream for good, as an error. */
export const streamDeleted = (stream: string): CallError =>
  new CallError(Status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': inTrailer(stream),
  });

/** Names of other alphabets, which the real server cannot name in an error at all (it answers HTTP 500), are percent-encoded. */
export const inTrailer = (stream: string): string => (/^[\x20-\x7e]*$/.test(stream) ? stream : percentEncoded(stream));

const EXPECTATIONS = { any: -2, no_stream: -1, stream_exists: -4 } as const;

/** A removal that was not expected, as an error. */
export const wrongExpectedVersion = (stream: string, expected: Expectation, current: number): CallError => {
  const wanted = typeof expected === 'number' ? expected : EXPECTATIONS[expected];
  return new CallError(
    Status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${wanted}, Actual version: ${current}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': inTrailer(stream),
      'expected-version': String(wanted),
      'actual-version': String(current),
    },
  );
};

export const appendTooLarge = (largest: number): CallError =>
  new CallError(Status.INVALID_ARGUMENT, `Maximum Append Size of ${largest} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(largest),
  });

/** Event_store.client.streams.AppendResp of what was written. */
export const appendedFrame = (revision: number, position: number | undefined): Buffer => {
  const current = revision === NO_STREAM ? message(2) : uint(1, revision, true);
  return frame(message(1, current, position === undefined ? message(4) : message(3, ...positionFields(position))));
};

/** AppendResp of a wrong expectation: in fields of today and in those for clients of version 20.6. */
export const wrongExpectedFrame = (expected: Expectation, current: number): Buffer => {
  const old = {
    current: current === NO_STREAM ? message(2) : uint(1, current, true),
    expected:
      expected === 'any' ? message(4) : expected === 'stream_exists' ? message(5) : uint(3, expected === 'no_stream' ? -1 : expected, true),
  };
  const today = {
    current: current === NO_STREAM ? message(7) : uint(6, current, true),
    expected:
      expected === 'any'
        ? message(9)
        : expected === 'stream_exists'
          ? message(10)
          : expected === 'no_stream'
            ? message(11)
            : uint(8, expected, true),
  };
  return frame(message(2, old.current, old.expected, today.current, today.expected));
};

/** DeleteResp and TombstoneResp. */
export const removedFrame = (position: number): Buffer => frame(message(1, ...positionFields(position)));

/** How a batch append failed: google.rpc.Status with one detail. Codes are the real server's, not gRPC's. */
export type BatchFailure = { readonly code: number; readonly name: string; readonly detail: Buffer };

export const batchTimeout: BatchFailure = { code: 4, name: 'Timeout', detail: Buffer.alloc(0) };
export const batchBadRequest = (reason: string): BatchFailure => ({ code: 3, name: 'BadRequest', detail: text(1, reason) });
export const batchTooLarge = (largest: number): BatchFailure => ({ code: 3, name: 'MaximumAppendSizeExceeded', detail: uint(1, largest) });
export const batchDeleted = (stream: string): BatchFailure => ({ code: 5, name: 'StreamDeleted', detail: identifier(1, stream) });
export const batchUnknown: BatchFailure = { code: 2, name: 'Unknown', detail: Buffer.alloc(0) };
export const batchWrong = (expected: Expectation, current: number): BatchFailure => ({
  code: 6,
  name: 'WrongExpectedVersion',
  detail: Buffer.concat([
    current === NO_STREAM ? message(2) : uint(1, current, true),
    expected === 'any'
      ? message(4)
      : expected === 'stream_exists'
        ? message(5)
        : expected === 'no_stream'
          ? message(6)
          : uint(3, expected, true),
  ]),
});

/** What of an answer repeats the request: its correlation as it came, and the stream if it named one. */
export type Correlation = { readonly id: Buffer; readonly stream: string | undefined };

const correlationFields = ({ id, stream }: Correlation): Buffer[] => [
  message(1, id),
  ...(stream === undefined ? [] : [identifier(4, stream)]),
];

export const batchAppendedFrame = (correlation: Correlation, revision: number, position: number | undefined): Buffer => {
  const current = revision === NO_STREAM ? message(2) : uint(1, revision, true);
  const success = message(3, current, position === undefined ? message(4) : message(3, ...positionFields(position)));
  return frame(...correlationFields(correlation), success);
};

export const batchFailedFrame = (correlation: Correlation, { code, name, detail }: BatchFailure, text_ = name): Buffer => {
  const any = message(3, text(1, `type.googleapis.com/event_store.client.${name}`), bytesField(2, detail));
  return frame(...correlationFields(correlation), message(2, uint(1, code), text(2, text_), any));
};
