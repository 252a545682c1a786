import { attempt } from '../kit/describe.mjs';
import { db } from '../kit/packages.mjs';
import { contents, expectations, fact, facts, ofClient, states, withEach } from '../kit/states.mjs';

const byClient = (state) => ({
  name: `append by the client: to a stream that is ${state}`,
  run: ({ client, unique }) =>
    withEach(state, { client, unique }, async (name, expected) => ({
      outcome: await attempt(() => client.appendToStream(name, facts(2, 'new'), { expectedRevision: ofClient(expected) })),
      then: await contents(client, name),
    })),
});

const byUnary = (state) => ({
  name: `append unary: to a stream that is ${state}`,
  run: ({ client, raw, unique }) => withEach(state, { client, unique }, (name, expected) => raw.append(name, expected)),
});

const byBatch = (state) => ({
  name: `append in a batch: to a stream that is ${state}`,
  run: ({ client, raw, unique }) => withEach(state, { client, unique }, (name, expected) => raw.batchAppend(name, expected)),
});

const nothingTo = (state) => ({
  name: `append of no events: to a stream that is ${state}`,
  run: async ({ client, raw, unique }) => ({
    client: await withEach(state, { client, unique }, async (name, expected) => ({
      outcome: await attempt(() => client.appendToStream(name, [], { expectedRevision: ofClient(expected) })),
      then: await contents(client, name),
    })),
    unary: await withEach(state, { client, unique }, (name, expected) => raw.append(name, expected, [])),
    batch: await withEach(state, { client, unique }, (name, expected) => raw.batchAppend(name, expected, [])),
  }),
});

const names = Object.keys(states);

export default [
  ...names.map(byClient),
  ...names.map(byUnary),
  ...names.map(byBatch),
  ...['absent', 'three events', 'soft-deleted', 'tombstoned'].map(nothingTo),
  {
    name: 'append: what a writer sees of positions',
    run: async ({ client, unique }) => {
      const name = unique();
      const results = [];
      for (const count of [1, 2, 3]) results.push(await client.appendToStream(name, facts(count)));
      const read = [];
      for await (const { event } of client.readAll({ fromPosition: results[0].position, maxCount: 6 }))
        read.push({ revision: event.revision, position: event.position });
      return { results, read };
    },
  },
  {
    name: 'append: throwOnAppendFailure false',
    run: async ({ unique, url, note }) => {
      const client = db.EventStoreDBClient.connectionString(url + (url.includes('?') ? '&' : '?') + 'throwOnAppendFailure=false');
      for (const [state, prepare] of Object.entries(states)) {
        const name = unique(state.replaceAll(' ', '_'));
        await prepare(client, name);
        for (const expected of expectations.slice(1, 5))
          note(state, expected, await attempt(() => client.appendToStream(name, [], { expectedRevision: ofClient(expected) })));
        note(
          state,
          'with credentials',
          await attempt(() =>
            client.appendToStream(name, [], { expectedRevision: 7n, credentials: { username: 'admin', password: 'changeit' } }),
          ),
        );
      }
      await client.dispose();
    },
  },
  {
    name: 'append: with credentials of a call, and with wrong ones',
    run: async ({ client, unique }) => {
      const name = unique();
      const as = (username, password) => attempt(() => client.appendToStream(name, fact(), { credentials: { username, password } }));
      return {
        right: await as('admin', 'changeit'),
        wrong: await as('admin', 'wrong'),
        nobody: await as('nobody', ''),
        then: await contents(client, name),
      };
    },
  },
  {
    name: 'append: to a stream without a name, to $all, to a stream of the system',
    run: async ({ client, raw, unique }) => {
      const system = `$${unique('system')}`;
      return {
        noNameUnary: await raw.append('', 'any'),
        noNameBatch: await raw.batchAppend('', 'any'),
        all: (await raw.append('$all', 'any')).status,
        system: await attempt(() => client.appendToStream(system, fact('$odd'))),
        systemThen: await contents(client, system),
      };
    },
  },
  {
    name: 'append unary: requests out of order, missing or incomplete',
    run: async ({ raw, unique }) => {
      const name = unique();
      const { options, event } = raw.appendRequest;
      return {
        nothing: await raw.appendRequests([]),
        eventFirst: await raw.appendRequests([event(), options(name, 'any')]),
        optionsTwice: await raw.appendRequests([options(name, 'any'), options(name, 'any')]),
        noExpectation: await raw.append(name, 'unset'),
        noStream: await raw.appendRequests([options(null, 'any'), event()]),
        noId: await raw.append(name, 'any', [{ id: null }]),
        notAnId: await raw.append(name, 'any', [{ id: 'not-a-uuid' }]),
        emptyId: await raw.append(name, 'any', [{ id: '00000000-0000-0000-0000-000000000000' }]),
        upperCaseId: await raw.append(name, 'any', [{ id: 'ABCDEF12-3456-7890-ABCD-EF1234567890' }]),
        noType: await raw.append(name, 'any', [{ type: null }]),
        noContentType: await raw.append(name, 'any', [{ contentType: null }]),
        afterAll: await raw.read({ stream: name, count: 9 }),
      };
    },
  },
];
