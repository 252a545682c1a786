import { brief, follow, leave, sleep } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { collect, fact, facts, states } from '../kit/states.mjs';

const toStream = (client, name, options) => {
  const subscription = client.subscribeToStream(name, options);
  return { subscription, journal: follow(subscription) };
};

/** Subscribes, appends to the stream, deletes it: what comes over the wire. */
const fromEach = (state) => ({
  name: `subscribe to a stream that is ${state}`,
  run: async ({ client, raw, unique, note }) => {
    for (const from of ['start', 'end', 0, 1, 2, 7]) {
      const name = unique();
      await states[state](client, name);
      const call = raw.subscribe({ stream: name, from });
      await call.settle(120);
      if (!state.startsWith('tombstoned')) await client.appendToStream(name, facts(2, 'live'));
      await call.settle(120);
      const ended = await Promise.race([call.ended, sleep(1, 'still open')]);
      note(
        `from ${from}`,
        call.stop().map((one) => (one.event ? `${one.event.event.streamRevision ?? 0} ${one.event.event.metadata.type}` : one)),
        ended,
      );
    }
  },
});

export default [
  ...[
    'absent',
    'three events',
    'soft-deleted',
    'soft-deleted and written again',
    'tombstoned',
    'tombstoned while absent',
    'truncated before 2',
    'truncated beyond its end',
    'limited to one event',
    'only metadata',
  ].map(fromEach),
  {
    name: 'subscribe by the client: events of past and present, in order',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(3, 'past'));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.appendToStream(name, facts(3, 'live'));
      await journal.seen('live2');
      await leave({ subscription, journal });
      return journal.settle();
    },
  },
  {
    name: 'subscribe by the client: the whole of a resolved event',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, fact('past', { a: 1 }, { metadata: { m: 1 } }));
      const subscription = client.subscribeToStream(name);
      const journal = follow(subscription, undefined, (resolved) => resolved);
      await journal.seen('caughtUp');
      await client.appendToStream(name, db.binaryEvent({ type: 'live', data: Buffer.from([255]) }));
      await journal.until(4);
      await leave({ subscription, journal });
      return { entries: journal.entries, id: subscription.id };
    },
  },
  {
    name: 'subscribe: messages as they come over the wire',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, fact('past'));
      const call = raw.subscribe({ stream: name, uuids: 'structured' });
      await call.seen('caughtUp');
      await client.appendToStream(name, fact('live'));
      await call.seen('live');
      return call.stop();
    },
  },
  {
    name: 'subscribe by the client: a stream that appears later',
    run: async ({ client, unique }) => {
      const name = unique();
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.appendToStream(name, facts(2));
      await journal.seen('fact1');
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe by the client: soft delete and recreation meanwhile',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(2));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.deleteStream(name);
      await journal.settle();
      await client.appendToStream(name, fact('again'));
      await journal.seen('again');
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe by the client: tombstone meanwhile',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(2));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.tombstoneStream(name);
      await journal.settle(300);
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe: tombstone meanwhile, over the wire',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(1));
      const call = raw.subscribe({ stream: name });
      await call.seen('caughtUp');
      await client.tombstoneStream(name);
      const end = await Promise.race([call.ended, sleep(400, 'still open')]);
      return { messages: call.stop(), end };
    },
  },
  {
    name: 'subscribe: tombstone of an absent stream meanwhile, over the wire',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const call = raw.subscribe({ stream: name });
      await call.seen('caughtUp');
      await client.tombstoneStream(name);
      const end = await Promise.race([call.ended, sleep(400, 'still open')]);
      return { messages: call.stop(), end };
    },
  },
  {
    name: 'subscribe: truncation and a count meanwhile do not hide live events',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.setStreamMetadata(name, { maxCount: 1 });
      await client.appendToStream(name, facts(3, 'past'));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.appendToStream(name, facts(3, 'live'));
      await journal.seen('live2');
      await client.setStreamMetadata(name, { truncateBefore: 100 });
      await client.appendToStream(name, fact('hidden'));
      await journal.settle(200);
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe: two subscribers see the same order',
    run: async ({ client, unique }) => {
      const name = unique();
      const both = [toStream(client, name), toStream(client, name)];
      await Promise.all(both.map(({ journal }) => journal.seen('caughtUp')));
      await Promise.all(facts(50).map((one) => client.appendToStream(name, one)));
      await Promise.all(both.map(({ journal }) => journal.seen('@', 50)));
      await Promise.all(both.map(leave));
      // Falling behind for a moment may bring a second caughtUp: only the events are compared.
      const [one, other] = both.map(({ journal }) => journal.entries.filter((entry) => entry.includes?.('@')));
      return {
        count: one.length,
        same: JSON.stringify(one) === JSON.stringify(other),
        revisions: one.every((entry, index) => entry.startsWith(`${index}@`)),
      };
    },
  },
  {
    name: 'subscribe: a long past is caught up with once',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(3000));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await client.appendToStream(name, fact('live'));
      await journal.seen('live');
      await leave({ subscription, journal });
      const places = journal.entries.flatMap((entry, index) => (entry.includes('@') ? [] : [`${index} ${entry}`]));
      return { count: journal.entries.length, places };
    },
  },
  {
    name: 'subscribe: slow reader of many live events',
    run: async ({ client, unique }) => {
      const name = unique();
      const subscription = client.subscribeToStream(name);
      const seen = [];
      const reading = (async () => {
        for await (const { event } of subscription) {
          if (seen.length === 0) await sleep(300);
          seen.push(Number(event.revision));
          if (seen.length === 2000) break;
        }
      })();
      for (let index = 0; index < 20; index += 1) await client.appendToStream(name, facts(100));
      await Promise.race([reading, sleep(5000)]);
      return { count: seen.length, inOrder: seen.every((revision, index) => revision === index) };
    },
  },
  {
    name: 'subscribe: with links resolved',
    run: async ({ client, unique }) => {
      const [target, links] = [unique('target'), unique('links')];
      await client.appendToStream(target, facts(3));
      const link = (to) => db.binaryEvent({ type: '$>', data: Buffer.from(to) });
      await client.appendToStream(links, [link(`1@${target}`), link(`9@${target}`)]);
      const { subscription, journal } = toStream(client, links, { resolveLinkTos: true });
      await journal.seen('caughtUp');
      await client.appendToStream(links, [link(`2@${target}`), link(`0@nobody_${target}`), fact('plain')]);
      await journal.seen('plain');
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe to $all: from a position, which is not repeated',
    run: async ({ client, unique }) => {
      const name = unique();
      const first = await client.appendToStream(name, fact('first'));
      await client.appendToStream(name, fact('second'));
      const subscription = client.subscribeToAll({ fromPosition: first.position });
      const journal = follow(subscription);
      await journal.seen('caughtUp');
      await client.appendToStream(name, fact('live'));
      await client.setStreamMetadata(name, { owner: 'x' });
      await client.deleteStream(name);
      await client.tombstoneStream(name);
      await journal.seen('$streamDeleted');
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe to $all: from the end',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, fact('before'));
      const subscription = client.subscribeToAll({ fromPosition: 'end' });
      const journal = follow(subscription);
      await journal.seen('caughtUp');
      await client.appendToStream(name, fact('after'));
      await journal.seen('after');
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
  {
    name: 'subscribe to $all: messages as they come over the wire',
    run: async ({ client, raw, unique }) => {
      const { position } = await client.appendToStream(unique('first'), fact('first'));
      const call = raw.subscribe({ from: position });
      await call.seen('caughtUp');
      await client.appendToStream(unique('live'), facts(2, 'live'));
      await call.seen('live1');
      return call.stop();
    },
  },
  {
    name: 'subscribe to $all: from invalid positions',
    run: async ({ client, raw, unique, note }) => {
      const { position } = await client.appendToStream(unique(), fact('first'));
      await client.appendToStream(unique('second'), fact('second'));
      const froms = {
        'inside an event': { commit: position.commit + 1n, prepare: position.prepare + 1n },
        'prepare after commit': { commit: position.commit, prepare: position.commit + 8n },
        'beyond the end': { commit: 1n << 40n, prepare: 1n << 40n },
      };
      for (const [label, from] of Object.entries(froms)) {
        const call = raw.subscribe({ from });
        const end = await Promise.race([call.ended, call.settle(250).then(() => 'still open')]);
        note(
          label,
          call.stop().map((one) => (one.event ? one.event.event.metadata.type : one)),
          end,
        );
      }
    },
  },
  {
    name: 'subscribe: unsubscribing, and breaking out of a loop',
    run: async ({ client, unique }) => {
      const name = unique();
      await client.appendToStream(name, facts(3));
      const { subscription, journal } = toStream(client, name);
      await journal.seen('caughtUp');
      await leave({ subscription, journal });
      await client.appendToStream(name, fact('unseen'));
      await journal.settle(200);
      const seen = [];
      for await (const resolved of client.subscribeToStream(name)) if (seen.push(brief(resolved)) === 2) break;
      return { entries: journal.entries, seen, then: (await collect(client.readStream(name))).length };
    },
  },
  {
    name: 'subscribe: to a stream of metadata',
    run: async ({ client, unique }) => {
      const name = unique();
      const { subscription, journal } = toStream(client, `$$${name}`);
      await journal.seen('caughtUp');
      await client.setStreamMetadata(name, { maxCount: 3 });
      await client.deleteStream(name).catch((error) => journal.write(error.type));
      await journal.settle(200);
      await leave({ subscription, journal });
      return journal.entries;
    },
  },
];
