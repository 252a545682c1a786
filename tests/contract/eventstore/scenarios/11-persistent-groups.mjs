import { attempt } from '../kit/describe.mjs';
import { consume, eventually, GROUP, info, ofAll, ofStream, prepared } from '../kit/groups.mjs';
import { leave, sleep } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { collect, contents, fact } from '../kit/states.mjs';

export default [
  prepared(
    'info: settings and figures',
    {
      settings: {
        messageTimeout: 1234,
        maxRetryCount: 7,
        checkPointAfter: 3000,
        checkPointLowerBound: 3,
        checkPointUpperBound: 30,
        maxSubscriberCount: 5,
        liveBufferSize: 90,
        readBatchSize: 11,
        historyBufferSize: 70,
        extraStatistics: true,
      },
    },
    async ({ client, raw, stream }) => {
      const idle = await info(client, stream);
      const call = raw.consume(stream, GROUP);
      await call.until(4);
      call.ack(call.entries[1].event.event.id);
      await call.settle(200);
      const busy = await info(client, stream);
      for (const connection of busy.connections ?? []) delete connection.extraStatistics;
      call.stop();
      return { idle, busy };
    },
  ),
  {
    name: 'persistent: settings that are refused',
    run: async ({ client, unique, note }) => {
      for (const settings of [
        { liveBufferSize: 10, readBatchSize: 10 },
        { liveBufferSize: 5, readBatchSize: 10 },
        { historyBufferSize: 10, readBatchSize: 10 },
        { historyBufferSize: 5, readBatchSize: 10 },
        { checkPointLowerBound: 20, checkPointUpperBound: 10 },
        { checkPointLowerBound: 0 },
        { maxRetryCount: -1 },
        { readBatchSize: 0 },
        { messageTimeout: 0 },
        { checkPointAfter: 0 },
        { maxSubscriberCount: -1 },
      ]) {
        const name = unique();
        note(settings, await attempt(() => client.createPersistentSubscriptionToStream(name, GROUP, ofStream(settings))));
        await client.deletePersistentSubscriptionToStream(name, GROUP).catch(() => {});
      }
    },
  },
  {
    name: 'persistent: requests which the client does not make',
    run: async ({ raw, unique }) => {
      const { make, empty, identifier } = raw;
      const { CreateReq, GetInfoReq } = raw.generated('persistent_pb');
      const stream = () => make(CreateReq.StreamOptions, { streamIdentifier: identifier(unique()), start: empty() });
      const sizes = { liveBufferSize: 500, historyBufferSize: 500, readBatchSize: 20, maxCheckpointCount: 10, minCheckpointCount: 5 };
      const create = (options) =>
        raw.unary('persistent', 'create', make(CreateReq, { options: make(CreateReq.Options, { groupName: GROUP, ...options }) }));
      return {
        namedStrategy: await create({
          stream: stream(),
          settings: make(CreateReq.Settings, { ...sizes, consumerStrategy: 'PinnedByCorrelation' }),
        }),
        unknownStrategy: await create({ stream: stream(), settings: make(CreateReq.Settings, { ...sizes, consumerStrategy: 'Nonsense' }) }),
        noSettings: await create({ stream: stream() }),
        noStream: await create({ settings: make(CreateReq.Settings, sizes) }),
        emptyInfo: await raw.unary('persistent', 'getInfo', new GetInfoReq()),
      };
    },
  },
  {
    name: 'persistent: a strategy that does not exist',
    run: ({ client, unique }) =>
      attempt(() => client.createPersistentSubscriptionToStream(unique(), GROUP, ofStream({ consumerStrategyName: 'Nonsense' }))),
  },
  prepared('creating twice, updating, deleting, deleting twice', {}, async ({ client, stream }) => {
    const again = await attempt(() => client.createPersistentSubscriptionToStream(stream, GROUP, ofStream()));
    const other = await attempt(() => client.createPersistentSubscriptionToStream(stream, 'other', ofStream()));
    const update = await attempt(() =>
      client.updatePersistentSubscriptionToStream(stream, GROUP, ofStream({ maxRetryCount: 77, startFrom: 1n })),
    );
    const { settings } = await info(client, stream);
    const list = (await client.listPersistentSubscriptionsToStream(stream)).map(({ groupName, eventSource, status }) => ({
      groupName,
      eventSource,
      status,
    }));
    const remove = () => attempt(() => client.deletePersistentSubscriptionToStream(stream, GROUP));
    return {
      again,
      other,
      update,
      settings,
      list,
      deleted: await remove(),
      twice: await remove(),
      otherDeleted: await attempt(() => client.deletePersistentSubscriptionToStream(stream, 'other')),
    };
  }),
  prepared('an update drops the consumers', {}, async ({ client, raw, stream }) => {
    const call = raw.consume(stream, GROUP);
    await call.until(4);
    await client.updatePersistentSubscriptionToStream(stream, GROUP, ofStream({ maxRetryCount: 3 }));
    const end = await Promise.race([call.ended, sleep(1000, 'still open')]);
    return { end };
  }),
  {
    name: 'persistent: a group that does not exist',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const wire = await raw.consume(name, GROUP).all();
      const { journal } = consume(client, name);
      await journal.settle(400);
      return {
        wire,
        consume: journal.entries,
        update: await attempt(() => client.updatePersistentSubscriptionToStream(name, GROUP, ofStream())),
        delete: await attempt(() => client.deletePersistentSubscriptionToStream(name, GROUP)),
        info: await attempt(() => client.getPersistentSubscriptionToStreamInfo(name, GROUP)),
        list: await attempt(() => client.listPersistentSubscriptionsToStream(name)),
        replay: await attempt(() => client.replayParkedMessagesToStream(name, GROUP)),
        infoOfAll: await attempt(() => client.getPersistentSubscriptionToAllInfo(name)),
        deleteOfAll: await attempt(() => client.deletePersistentSubscriptionToAll(name)),
        updateOfAll: await attempt(() => client.updatePersistentSubscriptionToAll(name, ofAll())),
        replayOfAll: await attempt(() => client.replayParkedMessagesToAll(name)),
      };
    },
  },
  {
    name: 'persistent: odd names of groups and streams',
    run: async ({ client, unique, note }) => {
      for (const group of ['', ' ', 'a::b', 'käse', 'with space']) {
        const name = unique();
        note(
          group,
          await attempt(() => client.createPersistentSubscriptionToStream(name, group, ofStream())),
          await attempt(() => client.deletePersistentSubscriptionToStream(name, group)),
        );
      }
      const absent = unique('absent');
      note(
        'absent stream',
        await attempt(() => client.createPersistentSubscriptionToStream(absent, GROUP, ofStream())),
        (await info(client, absent)).stats,
      );
    },
  },
  {
    name: 'persistent: a tombstoned stream',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.tombstoneStream(name);
      const created = await attempt(() => client.createPersistentSubscriptionToStream(name, GROUP, ofStream()));
      const { subscription, journal } = consume(client, name);
      await journal.seen('confirmation');
      await journal.settle(300);
      await leave({ subscription, journal });
      return { created, entries: journal.entries };
    },
  },
  {
    name: 'persistent: $all with a filter',
    run: async ({ client, unique }) => {
      const [name, other, group] = [unique(), unique('other'), unique('group')];
      const { position } = await client.appendToStream(name, fact('first'));
      const filter = db.streamNameFilter({ prefixes: [name] });
      const created = await attempt(() => client.createPersistentSubscriptionToAll(group, ofAll({ startFrom: position }), { filter }));
      await client.appendToStream(other, fact('unwanted'));
      await client.appendToStream(name, fact('wanted'));
      const { subscription, journal } = consume(client, undefined, (event) => (event.type === 'parked' ? 'park' : 'ack'), {
        group,
        all: true,
      });
      await journal.until(2);
      await client.appendToStream(name, fact('parked'));
      await client.appendToStream(name, fact('live'));
      await journal.seen('live');
      await journal.settle(300);
      const figures = await info(client, undefined, group);
      const listed = (await client.listPersistentSubscriptionsToAll()).find(({ groupName }) => groupName === group);
      await client.replayParkedMessagesToAll(group);
      await journal.settle(300);
      await leave({ subscription, journal });
      const twice = await attempt(() => client.createPersistentSubscriptionToAll(group, ofAll(), { filter }));
      const update = await attempt(() => client.updatePersistentSubscriptionToAll(group, ofAll({ startFrom: 'start', maxRetryCount: 1 })));
      const { settings } = await info(client, undefined, group);
      return {
        created,
        entries: journal.entries,
        figures,
        listed: listed && { eventSource: listed.eventSource, groupName: listed.groupName, status: listed.status },
        twice,
        update,
        settings,
        deleted: await attempt(() => client.deletePersistentSubscriptionToAll(group)),
      };
    },
  },
  {
    name: 'persistent: $all without a filter leaves out nothing',
    run: async ({ client, unique }) => {
      const [name, group] = [unique(), unique('group')];
      const { position } = await client.appendToStream(name, fact('first'));
      await client.createPersistentSubscriptionToAll(group, ofAll({ startFrom: position }));
      await client.appendToStream(name, fact('second'));
      await client.setStreamMetadata(name, { maxCount: 5 });
      const { subscription, journal } = consume(client, undefined, undefined, { group, all: true });
      await journal.seen('$metadata');
      await client.appendToStream(name, fact('live'));
      await journal.seen('live');
      await leave({ subscription, journal });
      await client.deletePersistentSubscriptionToAll(group);
      return journal.entries.filter((entry) => !String(entry).includes('$persistent'));
    },
  },
  {
    name: 'persistent: the list of all groups, and a restart of the subsystem',
    run: async ({ client, unique }) => {
      const [name, group] = [unique(), unique('group')];
      await client.createPersistentSubscriptionToStream(name, group, ofStream());
      const find = async () =>
        (await client.listAllPersistentSubscriptions())
          .filter((one) => one.groupName === group)
          .map(({ eventSource, groupName, status }) => ({ eventSource, groupName, status }));
      await eventually(async () => (await find())[0]?.status === 'Live');
      const before = await find();
      const restart = await attempt(() => client.restartPersistentSubscriptionSubsystem());
      await sleep(700);
      const after = await attempt(find);
      await client.appendToStream(name, fact());
      const { subscription, journal } = consume(client, name, undefined, { group });
      await journal.until(2);
      await leave({ subscription, journal });
      return { before, restart, after, entries: journal.entries };
    },
  },
  prepared('what a group leaves in the database', { settings: {}, events: 1 }, async ({ client, stream }) => {
    const from = (await collect(client.readStream(stream)))[0].event.position;
    const before = await collect(client.readAll({ fromPosition: from, maxCount: 50 }), ({ event }) => `${event.streamId} ${event.type}`);
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    await sleep(200);
    const after = await collect(client.readAll({ fromPosition: from, maxCount: 50 }), ({ event }) => `${event.streamId} ${event.type}`);
    return { before, after, parked: await contents(client, `$persistentsubscription-${stream}::${GROUP}-parked`) };
  }),
];
