import { randomUUID } from 'node:crypto';
import { contents } from '../kit/states.mjs';

const ids = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'x', 'y'].map((letter) => [letter, letter]));

/** A stream with some history, then one append: by unary and by batch, for every expectation that could matter. */
const repeated = (title, { history, again, expectations = ['any', 'no_stream', 'stream_exists', 0, 1, 2, 3, 4] }) => ({
  name: `idempotency: ${title}`,
  run: async ({ client, raw, unique }) => {
    const outcome = async (expected, way) => {
      const name = unique();
      const known = Object.fromEntries(Object.keys(ids).map((letter) => [letter, randomUUID()]));
      const events = (letters) => [...letters].map((letter) => ({ id: known[letter], type: letter }));
      for (const step of history) await step({ client, raw, name, append: (letters, at) => raw.append(name, at, events(letters)) });
      const answer = await raw[way](name, expected, events(again));
      return { answer: short(answer), then: (await contents(client, name)).toString() };
    };
    const outcomes = {};
    for (const expected of expectations)
      outcomes[expected] = { unary: await outcome(expected, 'append'), batch: await outcome(expected, 'batchAppend') };
    return outcomes;
  },
});

/** The answer without the names and ids that other scenarios cover. */
const short = (answer) => {
  const { streamIdentifier: _stream, correlationId: _correlation, ...rest } = answer?.message ?? answer ?? {};
  const { success, wrongExpectedVersion, error } = rest;
  if (success)
    return success.position || success.noPosition
      ? { revision: success.currentRevision ?? 'none', position: success.position ? 'given' : 'no_position' }
      : { revision: success.currentRevision ?? 'none' };
  if (wrongExpectedVersion) return { wrong: wrongExpectedVersion };
  if (error) return { error: error.details?.typeUrl, ...error.details?.value };
  return answer;
};

const write =
  (letters, at = 'any') =>
  ({ append }) =>
    append(letters, at);
const remove = ({ client, name }) => client.deleteStream(name);
const cut =
  (metadata) =>
  ({ client, name }) =>
    client.setStreamMetadata(name, metadata);

export default [
  repeated('the same events', { history: [write('abc')], again: 'abc' }),
  repeated('the first of the events', { history: [write('abc')], again: 'a' }),
  repeated('a part from the middle', { history: [write('abc')], again: 'b' }),
  repeated('the last of the events', { history: [write('abc')], again: 'c' }),
  repeated('the last two of the events', { history: [write('abc')], again: 'bc' }),
  repeated('the events with a gap', { history: [write('abc')], again: 'ac' }),
  repeated('the events and a new one', { history: [write('abc')], again: 'abcd' }),
  repeated('a new one and the events', { history: [write('abc')], again: 'dabc' }),
  repeated('a new one in between', { history: [write('abc')], again: 'axb' }),
  repeated('the last of the events and a new one', { history: [write('abc')], again: 'cd' }),
  // With `any` and `stream_exists` the real server never answers this one (an exception loses the reply).
  repeated('the events in another order', { history: [write('abc')], again: 'cba', expectations: ['no_stream', 0, 1, 2, 3] }),
  repeated('the same events after others', { history: [write('abc'), write('xy')], again: 'abc' }),
  repeated('the events over the seam of two appends', { history: [write('ab'), write('cd')], again: 'bc' }),
  repeated('all events of two appends', { history: [write('ab'), write('cd')], again: 'abcd' }),
  repeated('one id twice in one append', { history: [], again: 'aa', expectations: ['any', 'no_stream', 0] }),
  repeated('one id twice in one append, once before', { history: [write('a')], again: 'aa', expectations: ['any', 'no_stream', 0, 1] }),
  repeated('one id twice in one append, repeated', { history: [write('aa')], again: 'aa', expectations: ['any', 'no_stream', 0, 1] }),
  repeated('the same events after a soft delete', { history: [write('abc'), remove], again: 'abc' }),
  repeated('the last event after a soft delete', { history: [write('abc'), remove], again: 'c' }),
  repeated('the same events after a soft delete and another append', { history: [write('abc'), remove, write('xy')], again: 'abc' }),
  repeated('the events after a soft delete, repeated', { history: [write('abc'), remove, write('xy')], again: 'xy' }),
  repeated('the same events after truncation of some', { history: [write('abc'), cut({ truncateBefore: 1 })], again: 'abc' }),
  repeated('the same events after truncation of all', { history: [write('abc'), cut({ truncateBefore: 3 })], again: 'abc' }),
  repeated('the same events beyond a count', { history: [write('abc'), cut({ maxCount: 1 })], again: 'abc' }),
  {
    name: 'idempotency: the same id in another stream, and with other contents',
    run: async ({ client, raw, unique }) => {
      const [one, other] = [unique('one'), unique('other')];
      const id = randomUUID();
      return {
        first: await raw.append(one, 'any', [{ id, type: 'a', data: '{"n":1}' }]),
        elsewhere: await raw.append(other, 'any', [{ id, type: 'a', data: '{"n":1}' }]),
        otherContents: await raw.append(one, 'any', [{ id, type: 'b', data: '{"n":2}' }]),
        one: await contents(client, one),
        other: await contents(client, other),
      };
    },
  },
  {
    name: 'idempotency: a position is the same as that of the first append',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const events = [{ id: randomUUID() }, { id: randomUUID() }];
      const first = await raw.append(name, 'no_stream', events);
      await client.appendToStream(name, []);
      return {
        first,
        again: await raw.append(name, 'no_stream', events),
        any: await raw.append(name, 'any', events),
        firstOnly: await raw.append(name, 'any', events.slice(0, 1)),
        batch: await raw.batchAppend(name, 'any', events),
      };
    },
  },
  {
    name: 'idempotency: in a stream of 2,000 events',
    run: async ({ raw, unique }) => {
      const name = unique();
      const events = Array.from({ length: 2000 }, () => ({ id: randomUUID() }));
      await raw.append(name, 'no_stream', events);
      return {
        first: await raw.append(name, 'any', events.slice(0, 1)),
        middle: await raw.append(name, 'any', events.slice(900, 903)),
        exact: await raw.append(name, 899, events.slice(900, 903)),
        all: await raw.append(name, 'no_stream', events),
      };
    },
  },
];
