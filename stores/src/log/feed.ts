import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '@lyceum/contracts';
import type { Codec, RawEvent } from '../codec/codec.ts';
import { KEY_ISSUED } from '../keys/key-ring.ts';
import { answersTo } from './answers.ts';
import { deletedBy, DELETIONS } from './deletions.ts';
import type { Answer } from './raw.ts';
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
export async function* feed(...asked: Parameters<typeof batches>): AsyncGenerator<FeedMessage, void, undefined> {
  for await (const batch of batches(...asked)) yield* batch;
}

/** The feed in portions, each with what had come by then. */
export async function* batches(
  transport: Transport,
  codec: Codec,
  after: Position | null,
  signal: AbortSignal,
  { types, prefixes }: Wanted,
): AsyncGenerator<readonly FeedMessage[], void, undefined> {
  // Keys are met before what they sealed, so that they need not be asked for one by one.
  const wanted = types && new Set(codec.vocabulary.withOlder([...types, KEY_ISSUED]));
  const told = types && new Set(types);
  let position = after;
  let wait = BACK_OFF.first;
  while (!signal.aborted) {
    try {
      for await (const batch of subscribed(transport, codec, position, signal, prefixes, wanted)) {
        wait = BACK_OFF.first;
        const last = batch.findLast((message) => message.kind !== 'caught-up');
        if (last) position = last.position;
        yield told ? batch.map((message) => narrowed(message, told)) : batch;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EventStoreUnavailable)) throw error;
    }
    await pause(wait, undefined, { signal }).catch(() => {});
    wait = Math.min(wait * 2, BACK_OFF.most);
  }
}

/** The message as it is told to who wants facts of these types: of others no more than the position. */
function narrowed(message: FeedMessage, types: ReadonlySet<string>): FeedMessage {
  const wanted = message.kind === 'fact' ? types.has(message.fact.type) : message.kind !== 'newer' || types.has(message.before);
  return wanted || message.kind === 'caught-up' ? message : { kind: 'passed', position: message.position };
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
): AsyncGenerator<readonly FeedMessage[], void, undefined> {
  // $all has the keys of people forgotten since then too: they must be known before they are met.
  for await (const answers of answersTo(transport, allOfTypes(after, DELETIONS), signal))
    for (const answer of answers) if (answer.kind === 'event') passed(answer.event, codec);
  for await (const answers of answersTo(transport, subscription(after, [...prefixes, ...DELETIONS]), signal)) {
    const messages: FeedMessage[] = [];
    for (const answer of answers) {
      const message = messageOf(answer, codec, wanted);
      if (message) messages.push(message instanceof Promise ? await message : message);
    }
    yield messages;
  }
}

/** Takes in what a system event says, of which the feed says no more than that it was passed. */
function passed(raw: RawEvent, codec: Codec): FeedMessage {
  const deleted = deletedBy(raw);
  if (deleted) codec.streamDeleted(deleted);
  return { kind: 'passed', position: raw.position };
}

/** What an answer says to the feed, or null for the confirmation and what else is nothing to it. */
function messageOf(answer: Answer, codec: Codec, wanted: ReadonlySet<string> | undefined): FeedMessage | Promise<FeedMessage> | null {
  if (answer.kind === 'event') {
    const raw = answer.event;
    const { position } = raw;
    if (raw.type.startsWith('$')) return passed(raw, codec);
    // Until the store has scavenged it still sends what it will not send any more then.
    if (codec.isDeleted(raw.stream)) return { kind: 'passed', position };
    const before = codec.vocabulary.newestBefore(raw.type);
    if (before !== null) return newerOf(raw, before);
    if (wanted && !wanted.has(raw.type)) return { kind: 'passed', position };
    const fact = codec.decode(raw);
    return fact instanceof Promise ? fact.then((found) => ({ kind: 'fact', fact: found, position })) : { kind: 'fact', fact, position };
  }
  // A subscription can go on only from the beginning of a record: where the two differ, the next checkpoint will do.
  if (answer.kind === 'checkpoint' && answer.commit === answer.prepare) return { kind: 'passed', position: answer.commit };
  return answer.kind === 'caught-up' ? { kind: 'caught-up' } : null;
}
