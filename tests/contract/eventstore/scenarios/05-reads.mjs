import { attempt } from '../kit/describe.mjs';
import { brief } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { collect, contents, fact, facts, states } from '../kit/states.mjs';

const starts = ['start', 'end', 0, 1, 2, 3, 50, '9223372036854775807', '18446744073709551615'];

const reads =
  (raw, stream, more = {}) =>
  async (backwards) => {
    const outcomes = {};
    for (const from of starts) outcomes[from] = await raw.read({ stream, from, backwards, count: 10, ...more });
    return outcomes;
  };

/** Events as `revision type`, other messages whole. */
const inShort = async (reading) => {
  const outcomes = {};
  for (const [from, { messages, ...end }] of Object.entries(await reading))
    outcomes[from] = {
      messages: messages.map((one) => (one.event ? `${one.event.event.streamRevision ?? 0} ${one.event.event.metadata.type}` : one)),
      ...(end.status !== 'OK' && end),
    };
  return outcomes;
};

const rawReads = (state) => ({
  name: `read raw: a stream that is ${state}`,
  run: async ({ client, raw, unique }) => {
    const name = unique();
    await states[state](client, name);
    return {
      forwards: await inShort(reads(raw, name)(false)),
      backwards: await inShort(reads(raw, name)(true)),
      forwardsWithPositions: await inShort(reads(raw, name, { compatibility: 1 })(false)),
      backwardsWithPositions: await inShort(reads(raw, name, { compatibility: 1 })(true)),
    };
  },
});

const clientReads = (state) => ({
  name: `read by the client: a stream that is ${state}`,
  run: async ({ client, unique, note }) => {
    const name = unique();
    await states[state](client, name);
    for (const direction of ['forwards', 'backwards'])
      for (const fromRevision of ['start', 'end', 0n, 1n, 2n, 7n])
        note(
          `${direction} from ${fromRevision}`,
          await attempt(() =>
            collect(client.readStream(name, { direction, fromRevision }), ({ event }) => `${event.revision} ${event.type}`),
          ),
        );
    note('metadata', await attempt(() => client.getStreamMetadata(name)));
  },
});

const names = Object.keys(states);

/** A marked stretch of $all: two streams written in turns, with the position of each append. */
const stretch = async (client, unique) => {
  const [one, other] = [unique('one'), unique('other')];
  const positions = [];
  for (const [stream, type] of [
    [one, 'a'],
    [other, 'b'],
    [one, 'c'],
    [one, 'd'],
    [other, 'e'],
  ])
    positions.push((await client.appendToStream(stream, fact(type))).position);
  return { one, other, positions };
};

export default [
  ...names.map(rawReads),
  ...names.map(clientReads),
  {
    name: 'read: counts',
    run: async ({ client, raw, unique, note }) => {
      const name = unique();
      await client.appendToStream(name, facts(5));
      for (const count of [0, 1, 4, 5, 6, 1000, '9223372036854775807', '18446744073709551615'])
        for (const backwards of [false, true]) {
          const { messages, ...end } = await raw.read({
            stream: name,
            from: backwards ? 'end' : 'start',
            backwards,
            count,
            compatibility: 1,
          });
          note(
            count,
            backwards ? 'backwards' : 'forwards',
            messages.map((one) => one.event?.event.metadata.type ?? one),
            end,
          );
        }
      for (const maxCount of [0, 1, 1000, Number.MAX_SAFE_INTEGER])
        note('client', maxCount, await attempt(() => contents(client, name, { maxCount })));
    },
  },
  {
    name: 'read: pages of a long stream with gaps',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(1500));
      await client.setStreamMetadata(name, { maxCount: 700 });
      const forwards = await contents(client, name);
      const backwards = await contents(client, name, { direction: 'backwards', fromRevision: 'end' });
      return { forwards: [forwards.length, forwards[0], forwards.at(-1)], backwards: [backwards.length, backwards[0], backwards.at(-1)] };
    },
  },
  {
    name: 'read: the whole message of an event, with both forms of uuids',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, [
        fact('json', { a: 1 }, { metadata: { m: 1 } }),
        db.binaryEvent({ type: 'binary', data: Buffer.from([1, 255]) }),
      ]);
      return {
        text: await raw.read({ stream: name, count: 2 }),
        structured: await raw.read({ stream: name, count: 2, uuids: 'structured' }),
        none: await raw.read({ stream: name, count: 2, uuids: null }),
      };
    },
  },
  {
    name: 'read: incomplete and contradictory requests',
    run: async ({ raw, unique }) => {
      const { make, empty, identifier, generated } = raw;
      const { ReadReq } = generated('streams_pb');
      const { Options } = ReadReq;
      const stream = make(Options.StreamOptions, { streamIdentifier: identifier(unique()), start: empty() });
      const uuidOption = make(Options.UUIDOption, { string: empty() });
      const ask = (fields) => raw.readRequest(make(ReadReq, { options: make(Options, fields) }));
      const filter = make(Options.FilterOptions, { streamIdentifier: make(Options.FilterOptions.Expression, { prefix: ['a'] }), max: 10 });
      return {
        nothing: await raw.readRequest(make(ReadReq)),
        noStream: await ask({ uuidOption, count: '1', noFilter: empty() }),
        noCount: await ask({ stream, uuidOption, noFilter: empty() }),
        noFilterOption: await ask({ stream, uuidOption, count: '1' }),
        filterOnAStream: await ask({ stream, uuidOption, count: '1', filter }),
        noRevision: await ask({
          stream: make(Options.StreamOptions, { streamIdentifier: identifier(unique()) }),
          uuidOption,
          count: '1',
          noFilter: empty(),
        }),
        emptyStreamName: await raw.read({ stream: '', count: 1 }),
        allAsAStream: (await raw.read({ stream: '$all', count: 1 })).status,
        subscriptionBackwards: await ask({
          stream,
          uuidOption,
          readDirection: 1,
          subscription: make(Options.SubscriptionOptions),
          noFilter: empty(),
        }),
      };
    },
  },
  {
    name: 'read $all: both directions around positions',
    run: async ({ client, unique, note }) => {
      const { positions } = await stretch(client, unique);
      for (const [index, fromPosition] of positions.entries()) {
        note('forwards', index, await collect(client.readAll({ fromPosition, maxCount: 5 - index }), brief));
        // The real server never answers a read of $all with count 0.
        if (index > 0)
          note('backwards', index, await collect(client.readAll({ direction: 'backwards', fromPosition, maxCount: index }), brief));
      }
      note('last', await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 3 }), brief));
      note('forwards from end', await collect(client.readAll({ fromPosition: 'end', maxCount: 3 }), brief));
      note('backwards from start', await collect(client.readAll({ direction: 'backwards', fromPosition: 'start', maxCount: 3 }), brief));
    },
  },
  {
    name: 'read $all: invalid positions',
    run: async ({ client, raw, unique }) => {
      const { positions } = await stretch(client, unique);
      const { commit } = positions[2];
      const outcomes = {};
      const froms = {
        'inside an event': { commit: commit + 1n, prepare: commit + 1n },
        'prepare before commit': { commit, prepare: positions[1].prepare },
        'prepare after commit': { commit, prepare: positions[3].prepare },
        'far beyond the end': { commit: 1n << 40n, prepare: 1n << 40n },
        'the largest signed': { commit: (1n << 63n) - 1n, prepare: (1n << 63n) - 1n },
        'the largest unsigned': { commit: (1n << 64n) - 1n, prepare: (1n << 64n) - 1n },
      };
      for (const [label, from] of Object.entries(froms))
        for (const backwards of [false, true]) {
          const { messages, ...end } = await raw.read({ from, backwards, count: backwards ? 1 : 2 });
          outcomes[`${label}, ${backwards ? 'backwards' : 'forwards'}`] = {
            messages: messages.map((one) => (one.event ? one.event.event.metadata.type : one)),
            ...end,
          };
        }
      return outcomes;
    },
  },
  {
    name: 'read $all: whole messages, and the last position',
    run: async ({ client, raw, unique }) => {
      const { positions } = await stretch(client, unique);
      return {
        one: await raw.read({ from: positions[4], count: 5, compatibility: 1 }),
        atTheEnd: await raw.read({ from: 'end', count: 5, compatibility: 1 }),
        backwards: await raw.read({ from: 'end', backwards: true, count: 1, compatibility: 1 }),
      };
    },
  },
  {
    name: 'read $all: events of one append, of a deleted and of a truncated stream stay',
    run: async ({ client, unique }) => {
      const [kept, deleted, gone, cut] = ['kept', 'deleted', 'gone', 'cut'].map(unique);
      const first = await client.appendToStream(kept, facts(2));
      for (const name of [deleted, gone, cut]) await client.appendToStream(name, facts(2));
      await client.deleteStream(deleted);
      await client.tombstoneStream(gone);
      await client.setStreamMetadata(cut, { truncateBefore: 1 });
      return collect(client.readAll({ fromPosition: first.position, maxCount: 20 }), ({ event }) => ({
        event: `${event.revision}@${event.streamId} ${event.type}`,
        position: event.position,
        data: event.type.startsWith('$') ? event.data : '',
      }));
    },
  },
  {
    name: 'read $all: what a fresh node holds first',
    run: ({ client }) =>
      collect(client.readAll({ fromPosition: 'start', maxCount: 1 }), ({ event }) => ({
        event: `${event.revision}@${event.streamId} ${event.type}`,
        position: event.position,
        json: event.isJson,
        data: event.data,
        metadata: event.metadata,
      })),
  },
  {
    name: 'read: links',
    run: async ({ client, raw, unique }) => {
      const [target, links] = [unique('target'), unique('links')];
      await client.appendToStream(target, facts(4));
      const link = (to) => db.binaryEvent({ type: '$>', data: Buffer.from(to) });
      await client.appendToStream(links, [
        ...[0, 1, 3, 9].map((revision) => link(`${revision}@${target}`)),
        link(`0@${unique('nobody')}`),
        link('nonsense'),
        link(''),
        link(`x@${target}`),
        link(`-1@${target}`),
        link(`0@${links}`),
        fact('plain'),
      ]);
      const both = async () => ({
        resolved: await collect(client.readStream(links, { resolveLinkTos: true }), brief),
        backwards: await collect(client.readStream(links, { resolveLinkTos: true, direction: 'backwards', fromRevision: 'end' }), brief),
      });
      const outcomes = {
        plain: await collect(client.readStream(links), brief),
        live: await both(),
        wire: await raw.read({ stream: links, count: 5, links: true }),
      };
      await client.setStreamMetadata(target, { truncateBefore: 2 });
      outcomes.truncated = (await both()).resolved;
      await client.deleteStream(target);
      outcomes.deleted = (await both()).resolved;
      await client.tombstoneStream(target);
      outcomes.tombstoned = (await both()).resolved;
      return outcomes;
    },
  },
  {
    name: 'read: links in $all and to metadata',
    run: async ({ client, unique }) => {
      const [target, links] = [unique('target'), unique('links')];
      const first = await client.appendToStream(target, facts(2));
      await client.setStreamMetadata(target, { owner: 'x' });
      await client.appendToStream(links, [
        db.binaryEvent({ type: '$>', data: Buffer.from(`1@${target}`) }),
        db.binaryEvent({ type: '$>', data: Buffer.from(`0@$$${target}`) }),
        db.binaryEvent({ type: '$>', data: Buffer.from(`0@$$$${target}`) }),
        fact('$>', `0@${target}`),
      ]);
      const show = (resolved) => ({
        brief: brief(resolved),
        commitPosition: resolved.commitPosition,
        event: resolved.event?.position,
        link: resolved.link?.position,
      });
      return {
        all: await collect(client.readAll({ fromPosition: first.position, resolveLinkTos: true, maxCount: 10 }), show),
        stream: await collect(client.readStream(links, { resolveLinkTos: true }), show),
      };
    },
  },
  {
    name: 'read: streams of metadata',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const absent = await raw.read({ stream: `$$${name}`, count: 5 });
      await client.setStreamMetadata(name, { maxCount: 7, custom: 'x' });
      await client.setStreamMetadata(name, { maxCount: 8 });
      return {
        absent,
        both: await raw.read({ stream: `$$${name}`, count: 5, compatibility: 1 }),
        ofMetadata: await raw.read({ stream: `$$$$${name}`, count: 5 }),
        ofAll: (await raw.read({ stream: '$$$all', count: 5 })).status,
      };
    },
  },
  {
    name: 'read: $maxAge',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(2));
      await client.setStreamMetadata(name, { maxAge: 1 });
      const young = await contents(client, name);
      await new Promise((resolve) => setTimeout(resolve, 1600));
      const old = await raw.read({ stream: name, count: 5, compatibility: 1 });
      const oldBackwards = await raw.read({ stream: name, from: 'end', backwards: true, count: 5, compatibility: 1 });
      const append = await attempt(() => client.appendToStream(name, fact('young'), { expectedRevision: 1n }));
      const noStream = await raw.append(name, 'no_stream');
      return { young, old, oldBackwards, append, noStream, then: await contents(client, name) };
    },
  },
  {
    name: 'read: cancelled half-way',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(1000));
      let count = 0;
      for await (const _ of client.readStream(name)) if (++count === 10) break;
      return { count, after: await contents(client, name, { maxCount: 1 }) };
    },
  },
];
