import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Position } from '@lyceum/contracts';
import type { Stretch } from './types.ts';

const { Options } = streams.ReadReq;
const { FilterOptions } = Options;

/** How many events a subscription passes over, in multiples of 32, before it says how far it is (streams.proto, checkpointIntervalMultiplier). */
const CHECKPOINT_MULTIPLIER = 4;
const ALL_OF_IT = '9223372036854775807';

function reading(): InstanceType<typeof Options> {
  const options = new Options();
  const ids = new Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  options.setResolveLinks(false);
  return options;
}

function request(options: InstanceType<typeof Options>): ReadReq {
  const read = new streams.ReadReq();
  read.setOptions(options);
  return read;
}

function ofStream(stream: string): InstanceType<typeof Options.StreamOptions> {
  const wanted = new Options.StreamOptions();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  wanted.setStreamIdentifier(identifier);
  return wanted;
}

/** The events of a stream after revision `after` (-1 for all), at most `count` of them. */
export function streamRead(stream: string, after: number, count: number | null): ReadReq {
  const options = reading();
  const wanted = ofStream(stream);
  wanted.setRevision(String(after + 1));
  options.setStream(wanted);
  options.setReadDirection(0);
  options.setCount(count === null ? ALL_OF_IT : String(count));
  options.setNoFilter(new shared.Empty());
  return request(options);
}

/** Some events of a stream, in either direction. */
export function stretchOf(stream: string, { from, backwards = false, count }: Stretch): ReadReq {
  const options = reading();
  const wanted = ofStream(stream);
  if (from !== undefined) wanted.setRevision(String(from));
  else if (backwards) wanted.setEnd(new shared.Empty());
  else wanted.setStart(new shared.Empty());
  options.setStream(wanted);
  options.setReadDirection(backwards ? 1 : 0);
  options.setCount(String(count));
  options.setNoFilter(new shared.Empty());
  return request(options);
}

/** The newest event of a stream. */
export const newestOf = (stream: string): ReadReq => stretchOf(stream, { backwards: true, count: 1 });

/** All events from the newest backwards, or so many of them. */
export function newestFirst(count?: number): ReadReq {
  const options = reading();
  const all = new Options.AllOptions();
  all.setEnd(new shared.Empty());
  options.setAll(all);
  options.setReadDirection(1);
  options.setCount(count === undefined ? ALL_OF_IT : String(count));
  options.setNoFilter(new shared.Empty());
  return request(options);
}

function allAfter(after: Position | null): InstanceType<typeof Options.AllOptions> {
  const all = new Options.AllOptions();
  if (after === null) all.setStart(new shared.Empty());
  else {
    const position = new Options.Position();
    position.setCommitPosition(after);
    position.setPreparePosition(after);
    all.setPosition(position);
  }
  return all;
}

function byType(prefixes: readonly string[]): InstanceType<typeof FilterOptions> {
  const expression = new FilterOptions.Expression();
  expression.setPrefixList([...prefixes]);
  const filter = new FilterOptions();
  filter.setEventType(expression);
  filter.setCount(new shared.Empty());
  filter.setCheckpointintervalmultiplier(CHECKPOINT_MULTIPLIER);
  return filter;
}

/** A subscription to all events after `after` whose types begin with one of the prefixes. */
export function subscription(after: Position | null, prefixes: readonly string[]): ReadReq {
  const options = reading();
  options.setAll(allAfter(after));
  options.setSubscription(new Options.SubscriptionOptions());
  options.setFilter(byType(prefixes));
  return request(options);
}

/** All events there are after `after` whose types begin with one of the prefixes. */
export function allOfTypes(after: Position | null, prefixes: readonly string[]): ReadReq {
  const options = reading();
  options.setAll(allAfter(after));
  options.setReadDirection(0);
  options.setCount(ALL_OF_IT);
  options.setFilter(byType(prefixes));
  return request(options);
}

/** The next events after `after` in streams whose names begin so, or in all but the store's own where nothing is named. */
export function allOfStreams(after: Position | null, prefix: string, count: number): ReadReq {
  const options = reading();
  options.setAll(allAfter(after));
  options.setReadDirection(0);
  options.setCount(String(count));
  const expression = new FilterOptions.Expression();
  const filter = new FilterOptions();
  if (prefix === '') {
    expression.setRegex('^[^$]');
    filter.setEventType(expression);
  } else {
    expression.setPrefixList([prefix]);
    filter.setStreamIdentifier(expression);
  }
  filter.setCount(new shared.Empty());
  filter.setCheckpointintervalmultiplier(CHECKPOINT_MULTIPLIER);
  options.setFilter(filter);
  return request(options);
}
