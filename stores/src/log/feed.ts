import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '@lyceum/contracts';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Codec, RawEvent } from '../codec/codec.ts';
import { KEY_ISSUED } from '../keys/key-ring.ts';
import { callFailure } from './failures.ts';
import { deletedBy, DELETIONS } from './deletions.ts';
import { rawEvent } from './raw.ts';
import { allOfTypes, subscription } from './requests.ts';
import type { Transport } from './transport.ts';
import { EventStoreUnavailable, type FeedMessage } from './types.ts';

/** Waiting before the next try after a drop, in milliseconds: doubled each time, up to the most. */
const BACK_OFF = { first: 50, most: 2000 };

/** What of the log is asked for. */
export interface Wanted {
  /** Facts of these types, in their newest versions, are decoded; of all others only the position is told. Undefined for all. */
  readonly types: readonly string[] | undefined;
  /** What the types of all events begin with that the store sends. */
  readonly prefixes: readonly string[];
}

/** The facts of these types and no others, in whatever version. */
export const only = (types: readonly string[], { vocabulary }: Codec): Wanted => ({
  types,
  prefixes: vocabulary.withOlder([...types, KEY_ISSUED]).map((type) => type.replace(/\d+$/, '')),
});

/** The feed of facts; see EventLog. Taking the next message is what lets the store send on. */
export async function* feed(
  transport: Transport,
  codec: Codec,
  after: Position | null,
  signal: AbortSignal,
  { types, prefixes }: Wanted,
): AsyncGenerator<FeedMessage, void, undefined> {
  // Keys are met before what they sealed, so that they need not be asked for one by one.
  const wanted = types && new Set(codec.vocabulary.withOlder([...types, KEY_ISSUED]));
  const told = types && new Set(types);
  let position = after;
  let wait = BACK_OFF.first;
  while (!signal.aborted) {
    try {
      for await (const message of subscribed(transport, codec, position, signal, prefixes, wanted)) {
        wait = BACK_OFF.first;
        if (message.kind === 'caught-up') yield message;
        else {
          position = message.position;
          yield told && !isOf(message, told) ? { kind: 'passed', position } : message;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EventStoreUnavailable)) throw error;
    }
    await pause(wait, undefined, { signal }).catch(() => {});
    wait = Math.min(wait * 2, BACK_OFF.most);
  }
}

/** Whether the message says more than its position to who wants facts of these types. */
function isOf(message: FeedMessage, types: ReadonlySet<string>): boolean {
  if (message.kind === 'fact') return types.has(message.fact.type);
  return message.kind !== 'newer' || types.has(message.before);
}

const newerOf = ({ type, stream, revision, position }: RawEvent, before: string): FeedMessage => ({
  kind: 'newer',
  type,
  before,
  stream,
  revision,
  position,
});

async function* subscribed(
  transport: Transport,
  codec: Codec,
  after: Position | null,
  signal: AbortSignal,
  prefixes: readonly string[],
  wanted: ReadonlySet<string> | undefined,
): AsyncGenerator<FeedMessage, void, undefined> {
  // $all has the keys of people forgotten since then too: they must be known before they are met.
  for await (const answer of answersTo(transport, allOfTypes(after, DELETIONS), signal)) {
    const raw = rawEvent(answer);
    if (raw) passed(raw, codec);
  }
  for await (const answer of answersTo(transport, subscription(after, [...prefixes, ...DELETIONS]), signal)) {
    const message = messageOf(answer, codec, wanted);
    if (message) yield message instanceof Promise ? await message : message;
  }
}

/** The answers of a call, until it ends or `signal` aborts. @throws EventStoreUnavailable */
async function* answersTo(transport: Transport, request: ReadReq, signal: AbortSignal): AsyncGenerator<ReadResp, void, undefined> {
  const call = await transport.read(request).catch((error: unknown) => Promise.reject(callFailure(error)));
  const cancel = () => call.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  // It may have aborted while the call was opened.
  if (signal.aborted) cancel();
  try {
    yield* call as AsyncIterable<ReadResp>;
  } catch (error) {
    throw callFailure(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    call.on('error', () => {});
    call.cancel();
  }
}

/** Takes in what a system event says, of which the feed says no more than that it was passed. */
function passed(raw: RawEvent, codec: Codec): FeedMessage {
  const deleted = deletedBy(raw);
  if (deleted) codec.streamDeleted(deleted);
  return { kind: 'passed', position: raw.position };
}

/** What an answer says to the feed, or null for the confirmation and what else is nothing to it. */
function messageOf(answer: ReadResp, codec: Codec, wanted: ReadonlySet<string> | undefined): FeedMessage | Promise<FeedMessage> | null {
  const raw = rawEvent(answer);
  if (raw) {
    const { position } = raw;
    if (raw.type.startsWith('$')) return passed(raw, codec);
    const before = codec.vocabulary.newestBefore(raw.type);
    if (before !== null) return newerOf(raw, before);
    if (wanted && !wanted.has(raw.type)) return { kind: 'passed', position };
    const fact = codec.decode(raw);
    return fact instanceof Promise ? fact.then((found) => ({ kind: 'fact', fact: found, position })) : { kind: 'fact', fact, position };
  }
  const checkpoint = answer.getCheckpoint();
  // A subscription can go on only from the beginning of a record: where the two differ, the next checkpoint will do.
  if (checkpoint && checkpoint.getCommitPosition() === checkpoint.getPreparePosition())
    return { kind: 'passed', position: checkpoint.getCommitPosition() };
  return answer.hasCaughtUp() ? { kind: 'caught-up' } : null;
}
