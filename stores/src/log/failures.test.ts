import any from 'google-protobuf/google/protobuf/any_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import { expect, test } from 'vitest';
import { appendFailure } from './failures.ts';
import { EventStoreUnavailable, StreamDeleted } from './types.ts';

const answered = (detail: string) => {
  const details = new any.Any();
  details.pack(new Uint8Array(), `event_store.client.${detail}`);
  const answer = new status.Status();
  answer.setDetails(details);
  return appendFailure('attempt-1', answer);
};

test('a store that cannot write counts as unavailable: the command may be repeated once it can', () => {
  expect(answered('Unknown')).toBeInstanceOf(EventStoreUnavailable);
  expect(answered('Timeout')).toBeInstanceOf(EventStoreUnavailable);
});

test('what the store refuses for good is not', () => {
  expect(answered('StreamDeleted')).toBeInstanceOf(StreamDeleted);
  expect(answered('BadRequest')).not.toBeInstanceOf(EventStoreUnavailable);
});
