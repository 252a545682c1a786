import { describe } from '../kit/describe.mjs';
import { follow, Journal, leave } from '../kit/journal.mjs';
import { db } from '../kit/packages.mjs';
import { collect, fact } from '../kit/states.mjs';

/** Streams of two kinds in $all, twelve events in turns, and one more at the end to wait for. */
const populate = async ({ client, unique }) => {
  const [red, blue] = [unique('red'), unique('blue')];
  let from;
  for (let index = 0; index < 12; index += 1) {
    const { position } = await client.appendToStream(index % 3 ? blue : red, fact(index % 2 ? 'odd' : 'even', { index }));
    from ??= position;
  }
  const { position: end } = await client.appendToStream(red, fact('last'));
  return { red, blue, from, end };
};

const stream = (expression) => ({ on: 'streamIdentifier', ...expression });
const type = (expression) => ({ on: 'eventType', ...expression });
const filters = {
  'stream prefix': ({ red }) => stream({ prefixes: [red] }),
  'stream prefixes': ({ red, blue }) => stream({ prefixes: [red, blue, 'nobody'] }),
  'no stream prefix': () => stream({ prefixes: [] }),
  'empty stream prefix': () => stream({ prefixes: [''] }),
  'stream regex': ({ red }) => stream({ regex: `^${red}$` }),
  'stream regex anywhere': ({ red }) => stream({ regex: red.slice(4) }),
  'empty stream regex': () => stream({ regex: '' }),
  'type prefix': () => type({ prefixes: ['od'] }),
  'type prefix, upper case': () => type({ prefixes: ['OD'] }),
  'type regex': () => type({ regex: '^e.*n$' }),
  'type regex with a .NET group': () => type({ regex: '(?<name>o)dd' }),
  'type regex with an inline option': () => type({ regex: '(?i)^ODD$' }),
  'no system events': () => type({ regex: '^[^$].*' }),
  nothing: () => type({ regex: '^nothing matches this$' }),
};

// The official client's readAll takes no filter.
const reading = (label) => ({
  name: `filter on a read: ${label}`,
  run: async (kit) => {
    const made = await populate(kit);
    const read = (request) => kit.raw.read({ filter: { max: 32, ...filters[label](made) }, show, ...request });
    return { forwards: await read({ from: made.from, count: 4 }), backwards: await read({ from: 'end', backwards: true, count: 4 }) };
  },
});

const ofClient = ({ on, ...expression }) => (on === 'eventType' ? db.eventTypeFilter : db.streamNameFilter)(expression);

const subscribing = (label) => ({
  name: `filter on a subscription: ${label}`,
  run: async (kit) => {
    const made = await populate(kit);
    const journal = new Journal();
    const filter = { ...ofClient(filters[label](made)), checkpointReached: (_, checkpoint) => void journal.write({ checkpoint }) };
    const subscription = kit.client.subscribeToAll({ fromPosition: made.from, filter });
    follow(subscription, journal);
    await journal.seen('caughtUp');
    await kit.client.appendToStream(made.red, fact('odd'));
    await journal.settle(250);
    await leave({ subscription, journal });
    return journal.entries;
  },
});

/** Raw messages of a subscription: events in short, other messages whole. */
const show = (message) => {
  const event = message.getEvent?.()?.getEvent();
  return event
    ? { event: `${event.getStreamRevision()} ${event.getMetadataMap().get('type')}`, commitPosition: event.getCommitPosition() }
    : describe(message);
};

const checkpoints = (label, { filter, live = 5 }) => ({
  name: `checkpoints: ${label}`,
  run: async ({ client, raw, unique }) => {
    const name = unique();
    const { position: from } = await client.appendToStream(name, fact('first'));
    for (let index = 0; index < 40; index += 1) await client.appendToStream(name, fact(index % 10 ? 'other' : 'wanted'));
    const call = raw.subscribe({ from, filter: { on: 'eventType', prefixes: ['wanted'], ...filter }, show });
    await call.seen('caughtUp');
    await call.settle(100);
    const caughtUp = call.entries.length;
    for (let index = 0; index < live; index += 1) {
      await client.appendToStream(name, fact(index === 2 ? 'wanted' : 'other'));
      await call.settle(60);
    }
    await call.settle(150);
    // Where everything lies: the same tokens stand for the same positions in what the subscription said.
    const truth = await collect(client.readAll({ fromPosition: from, maxCount: 41 + live }), ({ event }) => ({
      type: event.type,
      commit: event.position.commit,
    }));
    return { truth: truth.map(({ type, commit }) => ({ type, commit })), caughtUp, messages: call.stop() };
  },
});

export default [
  ...Object.keys(filters).map(reading),
  ...Object.keys(filters)
    .filter((label) => !label.includes('empty'))
    .map(subscribing),
  checkpoints('window of 1, interval 1', { filter: { max: 1 } }),
  checkpoints('window of 5, interval 1', { filter: { max: 5 } }),
  checkpoints('window of 5, interval 2', { filter: { max: 5, multiplier: 2 } }),
  checkpoints('window of 10, interval 1', { filter: { max: 10 } }),
  checkpoints('default window of the client (32)', { filter: { max: 32 } }),
  checkpoints('window unlimited by count', { filter: { max: undefined } }),
  checkpoints('long live phase', { filter: { max: 2, multiplier: 2 }, live: 12 }),
  {
    name: 'checkpoints: none wanted, everything filtered out, nothing new',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const { position: from } = await client.appendToStream(name, fact('first'));
      const call = raw.subscribe({ from, filter: { on: 'eventType', prefixes: ['nothing'], max: 32 }, show });
      await call.seen('caughtUp');
      await call.settle(300);
      const before = call.entries.length;
      await client.appendToStream(name, fact('other'));
      await call.settle(300);
      return { before, messages: call.stop() };
    },
  },
  {
    name: 'checkpoints: from the end of $all',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      await client.appendToStream(name, fact('first'));
      const call = raw.subscribe({ from: 'end', filter: { prefixes: [name], max: 2 }, show });
      await call.seen('caughtUp');
      await call.settle(100);
      for (let index = 0; index < 6; index += 1) {
        await client.appendToStream(index % 2 ? name : unique('other'), fact(`live${index}`));
        await call.settle(60);
      }
      return call.stop();
    },
  },
  {
    name: 'filter: requests that cannot be',
    run: async ({ raw }) => {
      const ask = (filter) =>
        raw.read({ count: 1, filter: { on: 'eventType', max: 10, ...filter } }, { deadline: new Date(Date.now() + 1500) });
      const listen = async (filter) => {
        const call = raw.subscribe({ from: 'end', filter: { on: 'eventType', max: 10, ...filter } });
        const end = await Promise.race([call.ended, call.settle(300).then(() => 'still open')]);
        return { messages: call.stop(), end };
      };
      const bad = {
        brokenRegex: { regex: '(' },
        lookbehind: { regex: '(?<=x' },
        zeroWindow: { prefixes: ['zzz'], max: 0 },
        zeroInterval: { prefixes: ['zzz'], multiplier: 0 },
      };
      const outcomes = {};
      for (const [label, filter] of Object.entries(bad))
        outcomes[label] = { subscription: await listen(filter), ...(filter.regex && { read: await ask(filter) }) };
      return outcomes;
    },
  },
  {
    name: 'filter: reads stop scanning where the stream of matches ends',
    run: async (kit) => {
      const { client, raw } = kit;
      const made = await populate(kit);
      const from = { commit: made.from.commit, prepare: made.from.prepare };
      const ask = (given) =>
        raw
          .read({ from, count: 100, filter: { prefixes: [made.red], ...given }, show })
          .then(({ messages, status }) => ({ events: messages.length, status }));
      await client.appendToStream(kit.unique('later'), fact());
      return {
        window1: await ask({ max: 1 }),
        window5: await ask({ max: 5 }),
        window100: await ask({ max: 100 }),
        byCount: await ask({ max: undefined }),
        both: (await ask({ max: 3 })).status,
      };
    },
  },
];
