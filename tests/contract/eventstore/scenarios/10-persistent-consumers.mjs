import { consume, eventually, GROUP, hasParked, info, ofStream, parked, prepared } from '../kit/groups.mjs';
import { leave, sleep } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { fact, facts } from '../kit/states.mjs';

export default [
  prepared('all events are consumed, past and live', {}, async ({ client, stream }) => {
    const { subscription, journal } = consume(client, stream);
    await journal.until(4);
    await client.appendToStream(stream, facts(2, 'live'));
    await journal.until(6);
    await leave({ subscription, journal });
    return journal.settle();
  }),
  prepared('messages as they come over the wire', {}, async ({ client, raw, stream }) => {
    const texts = raw.consume(stream, GROUP);
    await texts.until(4);
    texts.ack(...texts.entries.slice(1).map((entry) => entry.event.event.id));
    await texts.settle();
    texts.end();
    const first = texts.stop();
    const structured = raw.consume(stream, GROUP, { uuids: 'structured' });
    await structured.until(1);
    await client.appendToStream(stream, fact('live'));
    await structured.until(2);
    return { first, structured: structured.stop() };
  }),
  prepared('consumers that end: cancelling, half-closing, a deleted group', { settings: {} }, async ({ client, raw, stream }) => {
    const one = raw.consume(stream, GROUP);
    await one.until(4);
    one.end();
    const halfClosed = await Promise.race([one.ended, sleep(400, 'still open')]);
    one.stop();
    const other = raw.consume(stream, GROUP);
    await other.until(1);
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    return { halfClosed, deleted: await Promise.race([other.ended, sleep(1500, 'still open')]) };
  }),
  prepared('a group that is deleted while its consumer of the client listens', {}, async ({ client, stream }) => {
    const { journal } = consume(client, stream);
    await journal.until(4);
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    await journal.settle(400);
    return journal.entries;
  }),
  prepared('a stream that is soft-deleted, written again, tombstoned while consumed', {}, async ({ client, stream }) => {
    const { subscription, journal } = consume(client, stream);
    await journal.until(4);
    await client.deleteStream(stream);
    await client.appendToStream(stream, fact('again'));
    await journal.seen('again');
    await client.tombstoneStream(stream);
    await journal.settle(400);
    const after = await info(client, stream);
    await leave({ subscription, journal });
    return { entries: journal.entries, status: after.status };
  }),
  ...['skip', 'park', 'retry', 'stop'].map((action) =>
    prepared(`nack with ${action}`, { settings: { maxRetryCount: 2 } }, async ({ client, raw, stream }) => {
      const { subscription, journal } = consume(client, stream, (event) => (event.type === 'fact1' ? action : 'ack'));
      await (action === 'retry' ? journal.seen('retry 2') : journal.settle(600));
      if (action === 'park' || action === 'retry') await eventually(() => hasParked(client, stream, 1));
      const figures = await info(client, stream);
      await leave({ subscription, journal });
      return { entries: journal.entries, parked: await parked(raw, stream), statistics: figures.stats };
    }),
  ),
  prepared('nack with an unknown action, and acknowledgements of what was never sent', {}, async ({ raw, stream }) => {
    const call = raw.consume(stream, GROUP);
    await call.until(4);
    const [one, two] = call.entries.slice(1).map((entry) => entry.event.event.id);
    call.ack('11111111-2222-4333-8444-555555555555');
    call.nack('UNKNOWN', 'why', one);
    call.ack(two, two);
    await call.settle(300);
    const end = await Promise.race([call.ended, sleep(1, 'still open')]);
    return { entries: call.stop().length, end };
  }),
  prepared(
    'a message timeout is a retry, and after the last one the event is parked',
    { settings: { messageTimeout: 400, maxRetryCount: 1 }, events: 1 },
    async ({ client, raw, stream }) => {
      const { subscription, journal } = consume(client, stream, () => undefined);
      await journal.seen('retry 1');
      await eventually(() => hasParked(client, stream, 1));
      await leave({ subscription, journal });
      return { entries: journal.entries, parked: await parked(raw, stream) };
    },
  ),
  prepared('maxRetryCount 0 parks at the first failure', { settings: { maxRetryCount: 0 }, events: 1 }, async ({ client, raw, stream }) => {
    const { subscription, journal } = consume(client, stream, () => 'retry');
    await eventually(() => hasParked(client, stream, 1));
    await leave({ subscription, journal });
    return { entries: journal.entries, parked: await parked(raw, stream) };
  }),
  prepared('replay of parked events', {}, async ({ client, raw, stream }) => {
    let first = true;
    const { subscription, journal } = consume(client, stream, () => (first ? 'park' : 'ack'));
    await eventually(() => hasParked(client, stream, 3));
    first = false;
    await client.replayParkedMessagesToStream(stream, GROUP, { stopAt: 2 });
    await journal.until(6);
    await journal.settle(200);
    const some = journal.entries.length;
    const between = (await info(client, stream)).stats.parkedMessageCount;
    await client.replayParkedMessagesToStream(stream, GROUP);
    await journal.until(7);
    await journal.settle(200);
    await leave({ subscription, journal });
    return {
      entries: journal.entries,
      some,
      between,
      parked: (await info(client, stream)).stats.parkedMessageCount,
      left: await parked(raw, stream),
    };
  }),
  prepared('replay of what was replayed and parked again', { events: 1 }, async ({ client, raw, stream }) => {
    const { subscription, journal } = consume(client, stream, () => 'park');
    await eventually(() => hasParked(client, stream, 1));
    await client.replayParkedMessagesToStream(stream, GROUP);
    await journal.until(3);
    await journal.settle(300);
    await leave({ subscription, journal });
    return { entries: journal.entries, left: await parked(raw, stream), parked: (await info(client, stream)).stats.parkedMessageCount };
  }),
  prepared('an unacknowledged event goes to the next consumer', { events: 2 }, async ({ client, stream }) => {
    const one = consume(client, stream, () => undefined);
    await one.journal.until(3);
    await leave(one);
    await sleep(200);
    const other = consume(client, stream);
    await other.journal.until(3);
    await other.journal.settle(200);
    await leave(other);
    return { one: one.journal.entries, other: other.journal.entries };
  }),
  prepared('a buffer size limits what is in flight', { events: 5 }, async ({ client, raw, stream }) => {
    const call = raw.consume(stream, GROUP, { buffer: 2 });
    await call.settle(300);
    const before = call.entries.length;
    call.ack(call.entries[1].event.event.id);
    await call.settle(200);
    const figures = await info(client, stream);
    return { before, after: call.stop().length, figures };
  }),
  prepared('a buffer size of 0', { events: 2 }, async ({ raw, stream }) => {
    const call = raw.consume(stream, GROUP, { buffer: 0 });
    await call.settle(300);
    const end = await Promise.race([call.ended, sleep(1, 'still open')]);
    return { messages: call.stop().length, end };
  }),
  ...['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'].map((consumerStrategyName) =>
    prepared(`strategy ${consumerStrategyName}`, { settings: { consumerStrategyName }, events: 0 }, async ({ client, stream }) => {
      const both = [consume(client, stream), consume(client, stream)];
      await Promise.all(both.map(({ journal }) => journal.seen('confirmation')));
      for (const one of facts(6)) {
        await client.appendToStream(stream, one);
        await sleep(40);
      }
      await sleep(250);
      const counts = both.map(({ journal }) => journal.entries.filter((entry) => entry.includes?.('@')).length).sort();
      await Promise.all(both.map(leave));
      return { counts, strategy: (await info(client, stream)).settings.consumerStrategyName };
    }),
  ),
  prepared('maxSubscriberCount', { settings: { maxSubscriberCount: 1 }, events: 1 }, async ({ client, raw, stream }) => {
    const one = consume(client, stream);
    await one.journal.until(2);
    const wire = raw.consume(stream, GROUP);
    const end = await Promise.race([wire.ended, sleep(1000, 'still open')]);
    const other = consume(client, stream);
    await other.journal.settle(400);
    await leave(one);
    await sleep(200);
    const third = consume(client, stream);
    await third.journal.until(1);
    await leave(third);
    return { wire: wire.entries, end, other: other.journal.entries, third: third.journal.entries[0] };
  }),
  ...['start', 'end', 0n, 2n, 3n, 9n].map((startFrom) => ({
    name: `persistent: starting from ${startFrom}`,
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(3));
      await client.createPersistentSubscriptionToStream(name, GROUP, ofStream({ startFrom }));
      const { subscription, journal } = consume(client, name);
      await journal.seen('confirmation');
      await journal.settle(250);
      await client.appendToStream(name, facts(2, 'live'));
      await journal.settle(250);
      await leave({ subscription, journal });
      return { entries: journal.entries, settings: (await info(client, name)).settings };
    },
  })),
  prepared('with links resolved, some to nothing', { settings: null, events: 3 }, async ({ client, stream, unique }) => {
    const links = unique('links');
    const link = (to) => db.binaryEvent({ type: '$>', data: Buffer.from(to) });
    await client.appendToStream(links, [link(`0@${stream}`), link(`9@${stream}`), link(`2@${stream}`), fact('plain')]);
    await client.createPersistentSubscriptionToStream(links, GROUP, ofStream({ resolveLinkTos: true }));
    const { subscription, journal } = consume(client, links);
    await journal.seen('plain');
    await leave({ subscription, journal });
    return journal.entries;
  }),
  prepared('a truncated stream', { settings: null, events: 5 }, async ({ client, stream }) => {
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    await client.createPersistentSubscriptionToStream(stream, GROUP, ofStream());
    const { subscription, journal } = consume(client, stream);
    await journal.seen('fact4');
    await journal.settle();
    await leave({ subscription, journal });
    return journal.entries;
  }),
  prepared(
    'checkpoints are written, and consumption goes on from them',
    { settings: { checkPointAfter: 100, checkPointLowerBound: 1, checkPointUpperBound: 2 }, events: 4 },
    async ({ client, raw, stream }) => {
      const one = consume(client, stream);
      await one.journal.until(5);
      const last = async () =>
        (await raw.read({ stream: `$persistentsubscription-${stream}::${GROUP}-checkpoint`, from: 'end', backwards: true, count: 1 }))
          .messages[0]?.event?.event;
      await eventually(last);
      await leave(one);
      // How far the first checkpoint goes depends on how fast the acknowledgements came.
      const { streamRevision: _streamRevision, data, ...checkpoint } = (await last()) ?? {};
      checkpoint.revision = /^"[0-3]"$/.test(data) ? 'a text' : data;
      await client.appendToStream(stream, fact('more'));
      const other = consume(client, stream);
      await other.journal.seen('more');
      await leave(other);
      return { checkpoint, other: other.journal.entries };
    },
  ),
];
