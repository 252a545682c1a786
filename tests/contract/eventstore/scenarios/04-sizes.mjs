import { attempt } from '../kit/describe.mjs';
import { db } from '../kit/packages.mjs';
import { contents, fact } from '../kit/states.mjs';

const MEBIBYTE = 1024 * 1024;
const bytes = (size) => Buffer.alloc(size, 'x');

/** The largest size between two bounds with which an append still succeeds. */
const largest = async (accepted, low, high) => {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await accepted(middle)) low = middle;
    else high = middle;
  }
  return low;
};

const accepts = (raw, unique, way, events) => async (size) => {
  const answer = await raw[way](unique(), 'any', events(size));
  return Boolean(answer.success ?? answer.message?.success);
};

const search = (title, events) => ({
  name: `sizes: ${title}`,
  run: async ({ raw, unique }) => ({
    unary: await largest(accepts(raw, unique, 'append', events), MEBIBYTE - 4096, MEBIBYTE + 4096),
    batch: await largest(accepts(raw, unique, 'batchAppend', events), MEBIBYTE - 4096, MEBIBYTE + 4096),
  }),
});

const odd = {
  'one space': ' ',
  spaces: '  with spaces  ',
  slash: 'a/b/c',
  'at signs': '3@b@c',
  unicode: 'käse-チーズ-🧀',
  'line break': 'a\nb',
  quote: `it's "quoted"`,
  'percent sign': '100%25',
  backslash: 'a\\b',
};

export default [
  search('the largest data of one event', (size) => [{ type: 't', data: bytes(size) }]),
  search('metadata beside data of a mebibyte is not counted', (size) => [{ type: 't', data: bytes(MEBIBYTE), metadata: bytes(size) }]),
  search('the largest data beside a type of 101 letters', (size) => [{ type: 't'.repeat(101), data: bytes(size) }]),
  search('the largest sum of two events', (size) => [
    { type: 't', data: bytes(size / 2) },
    { type: 't', data: bytes(size - Math.floor(size / 2)) },
  ]),
  {
    name: 'sizes: too much, as the client and the wire see it',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const event = () => db.binaryEvent({ type: 't', data: bytes(MEBIBYTE + 1) });
      const half = () => db.binaryEvent({ type: 't', data: bytes(MEBIBYTE / 2) });
      return {
        client: await attempt(() => client.appendToStream(name, event())),
        sum: await attempt(() => client.appendToStream(name, [half(), half(), half()])),
        withCredentials: await attempt(() =>
          client.appendToStream(name, event(), { credentials: { username: 'admin', password: 'changeit' } }),
        ),
        unary: await raw.append(name, 'any', [{ data: bytes(MEBIBYTE + 1) }]),
        batch: await raw.batchAppend(name, 'any', [{ data: bytes(MEBIBYTE + 1) }]),
        tooMuchAndWrongExpectation: await raw.append(name, 7, [{ data: bytes(MEBIBYTE + 1) }]),
        then: await contents(client, name),
      };
    },
  },
  {
    name: 'sizes: too much in an early chunk of a batch',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const id = '11111111-2222-4333-8444-555555555555';
      const call = raw.batch();
      call.send({ id, stream: name, events: [{ data: bytes(MEBIBYTE + 1) }], final: false });
      await call.until(1);
      call.send({ id, options: false, events: [{}], final: true });
      await call.settle(200);
      return { answers: call.stop(), then: await contents(client, name) };
    },
  },
  {
    name: 'sizes: a message of more than the receive limit',
    run: async ({ raw, unique }) => {
      const stream = unique();
      const unary = await raw.append(stream, 'any', [{ data: bytes(18 * MEBIBYTE) }]);
      const call = raw.batch();
      call.send({ stream, events: [{ data: bytes(18 * MEBIBYTE) }] });
      const end = await Promise.race([call.ended, call.settle(2000).then(() => 'still open')]);
      return { unary, batch: call.stop(), end };
    },
  },
  {
    name: 'contents: data and metadata of all kinds come back as they were',
    run: async ({ raw, unique }) => {
      const name = unique();
      const every = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
      await raw.append(name, 'any', [
        { type: 'empty json', data: '' },
        { type: 'empty binary', data: '', contentType: 'application/octet-stream' },
        { type: 'not json', data: '{not json', metadata: 'not json either' },
        { type: 'binary', data: every, metadata: every, contentType: 'application/octet-stream' },
        { type: 'spaced', data: '{ "b" : 1,\n "a" : 1.0 }', metadata: '{ "x": null }' },
        { type: 'unicode', data: '"käse 🧀"', metadata: '"チーズ"' },
        { type: 'scalar', data: '7', metadata: 'null' },
        { type: 'other content type', contentType: 'text/plain', data: 'plain' },
        { type: 'empty content type', contentType: '', data: '{}' },
        { type: 'upper case content type', contentType: 'Application/JSON', data: '{}' },
      ]);
      return raw.read({ stream: name, count: 20 });
    },
  },
  {
    name: 'contents: what the client makes of an event',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, [
        fact('json', { a: [1, null] }, { metadata: { m: 1 } }),
        fact('text', 'a string'),
        db.binaryEvent({ type: 'binary', data: Buffer.from([0, 255]), metadata: Buffer.from([1, 2]) }),
        db.binaryEvent({ type: 'empty', data: Buffer.alloc(0) }),
      ]);
      const seen = [];
      for await (const resolved of client.readStream(name)) seen.push(resolved);
      return seen;
    },
  },
  {
    name: 'contents: event types',
    run: async ({ client, raw, unique }) => {
      const outcomes = {};
      for (const [label, type] of Object.entries({
        empty: '',
        space: ' ',
        long: 't'.repeat(5000),
        unicode: 'käse 🧀',
        dollar: '$odd',
        link: '$>',
        metadata: '$metadata',
        deleted: '$streamDeleted',
      })) {
        const name = unique(label);
        outcomes[label] = {
          unary: await raw.append(name, 'any', [{ type }]),
          batch: await raw.batchAppend(name, 'any', [{ type }]),
          then: await contents(client, name),
        };
      }
      return outcomes;
    },
  },
  {
    name: 'contents: odd stream names',
    run: async ({ client, raw, unique }) => {
      const outcomes = {};
      for (const [label, part] of Object.entries(odd)) {
        const name = unique('odd') + part;
        outcomes[label] = {
          absent: await raw.read({ stream: name, count: 1 }),
          append: await attempt(() => client.appendToStream(name, fact())),
          read: await contents(client, name),
          wrong: await attempt(() => client.appendToStream(name, fact(), { expectedRevision: 'no_stream' })),
          deleteWrong: await raw.delete(name, 7),
          tombstone: (await raw.tombstone(name, 'any')).status,
          readTombstoned: await raw.read({ stream: name, count: 1 }),
        };
      }
      return outcomes;
    },
  },
  {
    name: 'contents: long stream names',
    run: async ({ client, raw, unique }) => {
      const outcomes = {};
      for (const length of [1000, 5000, 20000]) {
        const name = unique('long') + 'n'.repeat(length);
        outcomes[length] = {
          append: (await raw.append(name, 'any')).status,
          read: await contents(client, name),
          metadata: (await raw.append(`$$${name}`, 'any', [{ type: '$metadata', data: '{"$maxCount":1}' }])).status,
        };
      }
      return outcomes;
    },
  },
  {
    name: 'contents: a stream whose name is not UTF-8',
    run: async ({ raw, unique }) => {
      const name = Buffer.concat([Buffer.from(unique('bytes')), Buffer.from([0xff, 0xfe])]);
      return { append: await raw.append(name, 'any'), read: await raw.read({ stream: name, count: 1 }) };
    },
  },
];
