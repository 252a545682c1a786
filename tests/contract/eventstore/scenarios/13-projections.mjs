// For a server with its standard projections running: the streams that index others by category and by event type.
import { attempt } from '../kit/describe.mjs';
import { brief, follow, leave, sleep } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { collect, fact, facts } from '../kit/states.mjs';

const links = (client, name, options = {}) =>
  attempt(() =>
    collect(
      client.readStream(name, options),
      ({ event }) => `${event.revision} ${event.type} ${event.type === '$>' ? Buffer.from(event.data) : ''}`,
    ),
  );

/** Reads a stream until it holds so many events, for projections follow their streams in their own time. */
const eventually = async (client, name, count, options = {}) => {
  for (let patience = 0; patience < 100; patience += 1) {
    const seen = await links(client, name, options);
    if (Array.isArray(seen) && seen.length >= count) return seen;
    await sleep(40);
  }
  return links(client, name, options);
};

const scenario = (name, run) => ({ name: `projections: ${name}`, run });

export default [
  scenario('a category holds a link to each event of its streams, in the order written', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, facts(2));
    await client.appendToStream(`${category}-2`, facts(1));
    await client.appendToStream(`${category}-1`, fact('later'));
    await eventually(client, `$ce-${category}`, 4);
    return {
      links: await links(client, `$ce-${category}`),
      resolved: await collect(client.readStream(`$ce-${category}`, { resolveLinkTos: true }), brief),
      backwards: await collect(
        client.readStream(`$ce-${category}`, { resolveLinkTos: true, direction: 'backwards', fromRevision: 'end', maxCount: 2 }),
        brief,
      ),
    };
  }),
  scenario('a link of a category on the wire', async ({ client, raw, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, fact('fact', { a: 1 }, { metadata: { own: true, $correlationId: 'c' } }));
    await eventually(client, `$ce-${category}`, 1);
    return {
      plain: await raw.read({ stream: `$ce-${category}`, count: 3, compatibility: 1 }),
      resolved: await raw.read({ stream: `$ce-${category}`, count: 3, links: true }),
    };
  }),
  scenario('the category ends at the first dash', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-a-b`, fact());
    await client.appendToStream(`${category}-`, fact());
    await client.appendToStream(category, fact());
    await eventually(client, `$ce-${category}`, 2);
    return { category: await links(client, `$ce-${category}`), longer: await links(client, `$ce-${category}-a`) };
  }),
  scenario('streams of the system and links have no category', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`$${category}-1`, fact());
    await client.appendToStream(`${category}-1`, [
      fact('one'),
      db.binaryEvent({ type: '$>', data: Buffer.from(`0@${category}-1`) }),
      fact('$odd'),
      fact('two'),
    ]);
    await client.setStreamMetadata(`${category}-1`, { owner: 'x' });
    await client.appendToStream(`${category}-2`, fact('three'));
    await eventually(client, `$ce-${category}`, 4);
    await sleep(150);
    return { ordinary: await links(client, `$ce-${category}`), system: await links(client, `$ce-$${category}`) };
  }),
  scenario('events by their type', async ({ client, raw, unique }) => {
    const [one, other, type] = [unique('one'), unique('other'), unique('type')];
    await client.appendToStream(one, [fact(type), fact(`${type}x`)]);
    await client.appendToStream(other, fact(type));
    await eventually(client, `$et-${type}`, 2);
    return {
      links: await links(client, `$et-${type}`),
      resolved: await collect(client.readStream(`$et-${type}`, { resolveLinkTos: true }), brief),
      wire: await raw.read({ stream: `$et-${type}`, count: 1, links: true }),
    };
  }),
  scenario('streams by their category, and all streams', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, facts(2));
    await client.appendToStream(`${category}-2`, facts(2));
    await eventually(client, `$category-${category}`, 2);
    const last = await eventually(client, '$streams', 1, { direction: 'backwards', fromRevision: 'end', maxCount: 2 });
    return { category: await links(client, `$category-${category}`), streams: last.map((one) => one.replace(/^\d+/, 'n')) };
  }),
  scenario('events by their correlation', async ({ client, unique }) => {
    const [name, correlation] = [unique(), unique('correlation')];
    await client.appendToStream(name, [
      fact('one', {}, { metadata: { $correlationId: correlation } }),
      fact('two', {}, { metadata: { $correlationId: correlation } }),
    ]);
    await eventually(client, `$bc-${correlation}`, 2);
    return {
      links: await links(client, `$bc-${correlation}`),
      resolved: await collect(client.readStream(`$bc-${correlation}`, { resolveLinkTos: true }), brief),
    };
  }),
  scenario('links to truncated, deleted and tombstoned events', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-cut`, facts(2));
    await client.appendToStream(`${category}-soft`, facts(1));
    await client.appendToStream(`${category}-hard`, facts(1));
    await eventually(client, `$ce-${category}`, 4);
    await client.setStreamMetadata(`${category}-cut`, { truncateBefore: 1 });
    await client.deleteStream(`${category}-soft`);
    await client.tombstoneStream(`${category}-hard`);
    await client.appendToStream(`${category}-last`, fact('last'));
    await eventually(client, `$ce-${category}`, 5);
    await sleep(200);
    return {
      links: await links(client, `$ce-${category}`),
      resolved: await collect(client.readStream(`$ce-${category}`, { resolveLinkTos: true }), brief),
    };
  }),
  scenario('events deleted before the projection saw them', async ({ client, unique }) => {
    const category = unique('category');
    const [soft, again] = [`${category}-soft`, `${category}-again`];
    await client.appendToStream(soft, facts(1));
    await client.deleteStream(soft);
    await client.appendToStream(again, facts(1));
    await client.deleteStream(again);
    await client.appendToStream(again, fact('again'));
    await eventually(client, `$ce-${category}`, 3);
    return {
      links: await links(client, `$ce-${category}`),
      resolved: (await collect(client.readStream(`$ce-${category}`, { resolveLinkTos: true }), brief)).at(-1),
    };
  }),
  scenario('a subscription to a category', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, facts(2));
    await eventually(client, `$ce-${category}`, 2);
    const subscription = client.subscribeToStream(`$ce-${category}`, { resolveLinkTos: true });
    const journal = follow(subscription);
    await journal.seen('caughtUp');
    await client.appendToStream(`${category}-2`, facts(2, 'live'));
    await journal.seen('live1');
    await leave({ subscription, journal });
    return journal.entries;
  }),
  scenario('a persistent subscription to a category', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, facts(2));
    await eventually(client, `$ce-${category}`, 2);
    await client.createPersistentSubscriptionToStream(
      `$ce-${category}`,
      'group',
      db.persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', resolveLinkTos: true }),
    );
    const subscription = client.subscribeToPersistentSubscriptionToStream(`$ce-${category}`, 'group');
    const journal = follow(subscription);
    subscription.on('data', (resolved) => subscription.ack(resolved));
    await journal.until(3);
    await client.appendToStream(`${category}-2`, fact('live'));
    await journal.seen('live');
    await leave({ subscription, journal });
    return journal.entries;
  }),
  scenario('the first revision and what may be written to a category by hand', async ({ client, unique }) => {
    const category = unique('category');
    await client.appendToStream(`${category}-1`, facts(2));
    await eventually(client, `$ce-${category}`, 2);
    return {
      absent: await links(client, `$ce-${unique('nobody')}`),
      metadata: await attempt(() => client.getStreamMetadata(`$ce-${category}`)),
      truncated: await attempt(async () => {
        await client.setStreamMetadata(`$ce-${category}`, { truncateBefore: 1 });
        return links(client, `$ce-${category}`);
      }),
    };
  }),
  scenario('the standard projections, their states and their settings', async ({ client }) => {
    const seen = await client.listProjections();
    return seen
      .map(({ name, effectiveName, status, projectionStatus }) => ({
        name,
        effectiveName,
        status: status.replace(/\/.*/, ''),
        projectionStatus,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }),
  scenario('the streams a fresh node with projections holds first', ({ client }) =>
    collect(client.readAll({ maxCount: 1 }), ({ event }) => `${event.streamId} ${event.type}`),
  ),
];
