import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import { EventStoreUnavailable, FactsTooLarge, StreamDeleted, WrongRevision } from './types.ts';

const PACKAGE = 'event_store.client.';

/** What an append was answered with when it did not succeed (google.rpc.Status with one detail), as our own error. */
export function appendFailure(stream: string, status: Status): Error {
  const details = status.getDetails();
  switch (details?.getTypeName()) {
    case `${PACKAGE}WrongExpectedVersion`: {
      const wrong = details.unpack(shared.WrongExpectedVersion.deserializeBinary, details.getTypeName());
      return new WrongRevision(stream, wrong?.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : -1);
    }
    case `${PACKAGE}StreamDeleted`:
      return new StreamDeleted(`${stream} was deleted for ever`);
    case `${PACKAGE}MaximumAppendSizeExceeded`:
      return new FactsTooLarge(`The facts for ${stream} are too large`);
    case `${PACKAGE}Timeout`:
      return new EventStoreUnavailable(`The append to ${stream} was not done in time`);
    case `${PACKAGE}Unknown`:
      // A store that cannot write, its disk being full, says no more than that.
      return new EventStoreUnavailable(`The append to ${stream} could not be written`);
    default:
      return new Error(`The event store refused an append to ${stream}: ${status.getMessage()}`);
  }
}

/** Codes of gRPC by which a call says that the server is away, did not answer in time, or gave up on it. */
const AWAY = new Set([1, 4, 8, 14]);

const codeOf = (error: unknown): number => (error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : -1);

/** The trailer in which the store names the kind of an error, as the official client reads it too. */
function exceptionOf(error: unknown): unknown {
  const { metadata } = error as { metadata?: { get(name: string): unknown[] } };
  return metadata?.get('exception')[0];
}

/** The error of a call as our own where it means that the store cannot be reached, or that the stream is gone; others stay. */
export function callFailure(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (exceptionOf(error) === 'stream-deleted') return new StreamDeleted(error.message, { cause: error });
  if (AWAY.has(codeOf(error))) return new EventStoreUnavailable(`The event store does not answer: ${error.message}`, { cause: error });
  return error;
}
