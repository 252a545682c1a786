import { attempt } from '../kit/describe.mjs';
import { collect, contents, fact, facts, states } from '../kit/states.mjs';

const stored = (raw, name) =>
  raw
    .read({
      stream: `$$${name}`,
      count: 20,
      show: (message) => {
        const event = message.getEvent()?.getEvent();
        return event
          ? `${event.getStreamRevision()} ${event.getMetadataMap().get('type')} ${Buffer.from(event.getData_asU8())}`
          : 'not found';
      },
    })
    .then(({ messages }) => messages);

export default [
  {
    name: 'metadata: of streams in every state',
    run: async ({ client, raw, unique, note }) => {
      for (const [state, prepare] of Object.entries(states)) {
        const name = unique();
        await prepare(client, name);
        note(state, await attempt(() => client.getStreamMetadata(name)), await stored(raw, name));
      }
    },
  },
  {
    name: 'metadata: all fields, own fields, as stored',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const acl = { readRoles: ['a', '$all'], writeRoles: 'b', deleteRoles: [], metaReadRoles: ['c'], metaWriteRoles: ['d'] };
      const set = await client.setStreamMetadata(name, {
        maxCount: 10,
        maxAge: 3600,
        truncateBefore: 0,
        cacheControl: 15,
        acl,
        own: { deep: [1, 'zwei'] },
        $odd: true,
      });
      return { set, get: await client.getStreamMetadata(name), stored: await stored(raw, name) };
    },
  },
  {
    name: 'metadata: with each expected revision',
    run: async ({ client, raw, unique, note }) => {
      for (const times of [0, 1, 2])
        for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n]) {
          const name = unique();
          for (let count = 0; count < times; count += 1) await client.setStreamMetadata(name, { count });
          note(
            `${times} before`,
            expectedRevision,
            await attempt(() => client.setStreamMetadata(name, { maxCount: 3 }, { expectedRevision })),
            await stored(raw, name),
          );
        }
    },
  },
  {
    name: 'metadata: what is not valid is kept but has no effect',
    run: async ({ client, raw, unique, note }) => {
      for (const data of [
        '',
        'not json',
        '[]',
        'null',
        '7',
        '{"$maxCount":"two"}',
        '{"$maxCount":-1}',
        '{"$maxCount":0}',
        '{"$maxAge":0}',
        '{"$tb":-1}',
        '{"$tb":"1"}',
        '{"$tb":1.5}',
        '{"$maxCount":1,"$maxCount":2}',
        '{"$MAXCOUNT":1}',
        '{"$maxCount":1',
        '{"$tb":9223372036854775807}',
        '{"$tb":99999999999999999999}',
      ]) {
        const name = unique();
        await client.appendToStream(name, facts(3));
        const write = await raw.append(`$$${name}`, 'any', [{ type: '$metadata', data }]);
        note(data, write.status, await contents(client, name), (await raw.append(name, 2)).message ?? 'error');
      }
    },
  },
  {
    name: 'metadata: content type and event type of what is in a stream of metadata',
    run: async ({ client, raw, unique, note }) => {
      const data = '{"$maxCount":1}';
      for (const event of [
        { type: '$metadata', contentType: 'application/octet-stream', data },
        { type: 'other', data },
      ]) {
        const name = unique();
        await client.appendToStream(name, facts(3));
        await raw.append(`$$${name}`, 'any', [event]);
        note(event.type, event.contentType ?? 'json', await contents(client, name), await attempt(() => client.getStreamMetadata(name)));
      }
    },
  },
  {
    name: 'metadata: $maxCount follows appends and its own changes',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.setStreamMetadata(name, { maxCount: 2 });
      await client.appendToStream(name, facts(5));
      const two = await contents(client, name);
      await client.setStreamMetadata(name, { maxCount: 4 });
      const four = await contents(client, name);
      await client.setStreamMetadata(name, {});
      return {
        two,
        four,
        none: await contents(client, name),
        backwards: await contents(client, name, { direction: 'backwards', fromRevision: 'end', maxCount: 2 }),
      };
    },
  },
  {
    name: 'metadata: $maxCount and $tb together',
    run: async ({ client, unique, note }) => {
      for (const metadata of [
        { maxCount: 2, truncateBefore: 1 },
        { maxCount: 4, truncateBefore: 3 },
        { maxCount: 2, truncateBefore: 5 },
      ]) {
        const name = unique();
        await client.appendToStream(name, facts(5));
        await client.setStreamMetadata(name, metadata);
        note(metadata, await contents(client, name));
      }
    },
  },
  {
    name: 'metadata: of metadata',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      for (const count of [1, 2, 3]) await client.setStreamMetadata(name, { count });
      return {
        shown: await stored(raw, name),
        toMetadata: await attempt(() => client.setStreamMetadata(`$$${name}`, { maxCount: 3 })),
        read: await contents(client, `$$$$${name}`),
        deleted: await attempt(() => client.deleteStream(`$$${name}`)),
        tombstoned: await attempt(() => client.tombstoneStream(`$$${name}`)),
        after: await stored(raw, name),
        tombstonedMetadata: await attempt(() => client.tombstoneStream(`$$${unique('other')}`)),
      };
    },
  },
  {
    name: 'metadata: after a tombstone',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, fact());
      await client.setStreamMetadata(name, { maxCount: 5 });
      await client.tombstoneStream(name);
      return {
        get: await attempt(() => client.getStreamMetadata(name)),
        set: await attempt(() => client.setStreamMetadata(name, {})),
        unary: await raw.append(`$$${name}`, 'any', [{ type: '$metadata' }]),
        batch: await raw.batchAppend(`$$${name}`, 'any', [{ type: '$metadata' }]),
        read: await raw.read({ stream: `$$${name}`, count: 5 }),
      };
    },
  },
  {
    name: 'metadata: a soft delete keeps the other fields, recreation writes a new $tb',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(3));
      await client.setStreamMetadata(name, { maxCount: 9, acl: { readRoles: ['$all'] }, own: { big: 12345678901234 } });
      await client.deleteStream(name);
      const deleted = await stored(raw, name);
      await client.appendToStream(name, facts(2, 'again'));
      return { deleted, recreated: await stored(raw, name), get: await client.getStreamMetadata(name), then: await contents(client, name) };
    },
  },
  {
    name: 'metadata: what recreation looks like in $all',
    run: async ({ client, unique }) => {
      const name = unique();
      const { position } = await client.appendToStream(name, facts(2));
      await client.deleteStream(name);
      const appended = await client.appendToStream(name, facts(2, 'again'));
      const all = await collect(client.readAll({ fromPosition: position, maxCount: 20 }), ({ event }) => ({
        event: `${event.revision}@${event.streamId} ${event.type}`,
        position: event.position,
        data: event.data,
        metadata: event.metadata,
        json: event.isJson,
      }));
      return { appended, all };
    },
  },
  {
    name: 'metadata: access lists on an insecure server',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.setStreamMetadata(name, {
        acl: {
          readRoles: ['nobody'],
          writeRoles: ['nobody'],
          deleteRoles: ['nobody'],
          metaReadRoles: ['nobody'],
          metaWriteRoles: ['nobody'],
        },
      });
      return {
        append: await attempt(() => client.appendToStream(name, fact())),
        read: await contents(client, name),
        readAs: await contents(client, name, { credentials: { username: 'someone', password: 'else' } }),
        metadata: await attempt(() => client.getStreamMetadata(name)),
        delete: await attempt(() => client.deleteStream(name)),
      };
    },
  },
];
