import { attempt } from '../kit/describe.mjs';
import { contents, facts, ofClient, states, withEach } from '../kit/states.mjs';

const removal = (way, byClient) => (state) => ({
  name: `${way}: a stream that is ${state}`,
  run: async ({ client, raw, unique }) => ({
    raw: await withEach(state, { client, unique }, async (name, expected) => ({
      answer: await raw[way](name, expected),
      then: await contents(client, name),
    })),
    client: await withEach(state, { client, unique }, (name, expected) =>
      attempt(() => client[byClient](name, { expectedRevision: ofClient(expected) })),
    ),
  }),
});

const names = Object.keys(states);

export default [
  ...names.map(removal('delete', 'deleteStream')),
  ...names.map(removal('tombstone', 'tombstoneStream')),
  {
    name: 'delete: deleting, writing and deleting again',
    run: async ({ client, raw, unique, note }) => {
      const name = unique();
      for (const round of [1, 2, 3]) {
        note(round, await client.appendToStream(name, facts(2)), await contents(client, name));
        note(await client.deleteStream(name), await contents(client, name));
        note(await attempt(() => client.deleteStream(name)));
      }
      const { messages } = await raw.read({ stream: `$$${name}`, count: 20 });
      return messages.map(({ event: { event } }) => event.data);
    },
  },
  {
    name: 'delete: a stream of which only metadata exists, and writing to it',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.setStreamMetadata(name, { maxCount: 3 });
      return {
        deleted: await attempt(() => client.deleteStream(name)),
        read: await contents(client, name),
        append: await attempt(() => client.appendToStream(name, facts(2))),
        then: await contents(client, name),
        metadata: await client.getStreamMetadata(name),
      };
    },
  },
  {
    name: 'delete: positions are those of the event that deletes',
    run: async ({ client, unique }) => {
      const [soft, hard] = [unique('soft'), unique('hard')];
      await client.appendToStream(soft, facts(1));
      const { position: from } = await client.appendToStream(hard, facts(1));
      const deleted = await client.deleteStream(soft);
      const tombstoned = await client.tombstoneStream(hard);
      const all = [];
      for await (const { event } of client.readAll({ fromPosition: from, maxCount: 10 }))
        all.push({
          event: `${event.revision}@${event.streamId} ${event.type}`,
          position: event.position,
          data: event.data,
          json: event.isJson,
          metadata: event.metadata,
        });
      return { deleted, tombstoned, all };
    },
  },
  {
    name: 'delete: names that cannot be, and missing expectations',
    run: async ({ raw, unique }) => ({
      emptyDelete: await raw.delete('', 'any'),
      emptyTombstone: await raw.tombstone('', 'any'),
      noExpectation: await raw.delete(unique(), 'unset'),
      noExpectationTombstone: await raw.tombstone(unique(), 'unset'),
    }),
  },
];
