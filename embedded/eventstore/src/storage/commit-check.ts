import type { Stored } from './stored-events.ts';
import { isSoftDeleted } from './restrictions.ts';
import { METADATA, type Stream, type Streams, TOMBSTONE } from './streams.ts';

/** What a writer expects of a stream: a revision (0 or more) or one of these. */
export type Expectation = number | 'any' | 'no_stream' | 'stream_exists';

/** What identifies an event for idempotency. */
export type EventIdentity = { readonly id: string; readonly key: number };

export type Verdict =
  | { readonly kind: 'ok'; readonly revives: boolean }
  /** All of it was written before; `last` is the revision of its last event then. */
  | { readonly kind: 'repeated'; readonly last: number }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' };

const WRITTEN_BEFORE = { no_stream: -1 } as const;

/** With `any` and `stream_exists` a known run of ids, wherever it lies in the stream, is a repetition. */
const repeatedAnywhere = (stream: Stream, events: readonly EventIdentity[], stored: Stored): Verdict | undefined => {
  let first = -1;
  let last = -1;
  for (const event of events) {
    const revision = stored.revisionOf(stream.id, event);
    if (revision === undefined) return first < 0 ? undefined : { kind: 'wrong', current: stream.last };
    if (first < 0) first = revision;
    last = revision;
  }
  if (first < 0) return undefined;
  // The real server never answers ids in another order than they were written in.
  return last < first ? { kind: 'wrong', current: stream.last } : { kind: 'repeated', last };
};

/** With an exact expectation only the events right behind it can be the repeated ones. */
const repeatedBehind = (expected: number, stream: Stream, events: readonly EventIdentity[], stored: Stored): Verdict | undefined => {
  let revision = expected;
  for (const event of events) {
    revision += 1;
    if (!stored.isAt(stream.id, revision, event)) return revision === expected + 1 ? undefined : { kind: 'wrong', current: stream.last };
  }
  return events.length > 0 ? { kind: 'repeated', last: revision } : undefined;
};

/**
 * Decides whether events may be written to a stream, as the real server does (EventStoreDB 24.6, and recordings of it):
 * tombstones first, then existence, then repetition, then the expectation itself.
 */
export const check = (
  stream: Stream,
  expected: Expectation,
  events: readonly EventIdentity[],
  streams: Streams,
  stored: Stored,
): Verdict => {
  const current = stream.last;
  if (current === TOMBSTONE) return { kind: 'deleted' };
  const softDeleted = isSoftDeleted(streams.restrictionsOf(stream));
  const ok: Verdict = { kind: 'ok', revives: softDeleted };
  if (expected === 'stream_exists') {
    if (softDeleted) return { kind: 'deleted' };
    if (current < 0 && streams.get(METADATA + stream.name).last < 0) return { kind: 'wrong', current };
  }
  if (expected === 'any' || expected === 'stream_exists') return (current < 0 ? undefined : repeatedAnywhere(stream, events, stored)) ?? ok;
  const wanted = typeof expected === 'number' ? expected : WRITTEN_BEFORE[expected];
  if (wanted === current) return ok;
  if (wanted > current) return { kind: 'wrong', current };
  const verdict = repeatedBehind(wanted, stream, events, stored);
  if (verdict) return verdict;
  return expected === 'no_stream' && softDeleted && events.length > 0 ? ok : { kind: 'wrong', current };
};
