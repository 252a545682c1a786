import { instant, type Fact } from '@lyceum/contracts';
import { EventStoreUnavailable } from '@lyceum/stores';
import { beforeEach, describe, expect, test } from 'vitest';
import { firstTry } from './context.ts';
import type { Decider } from './decider.ts';
import { accept, nothing, refuse, type Decision } from './decision.ts';
import { MemoryLog, quiet } from './memory-log.ts';
import { Streams, type See } from './streams.ts';

type Seat = Fact<'test.SeatTaken.v1', { who: string }>;
const roster: Decider<readonly string[], Seat> = {
  stream: (id) => `roster-${id}`,
  initial: [],
  evolve: (names, fact) => [...names, fact.data.who],
};
const taken = (who: string): Seat => ({ type: 'test.SeatTaken.v1', data: { who } });
const take =
  (who: string, seats = 2) =>
  (names: readonly string[]): Decision<Seat> =>
    names.includes(who) ? nothing() : names.length >= seats ? refuse('no-seats-left') : accept(taken(who));

const context = () => firstTry('someone', instant(0));
let log: MemoryLog;
let streams: Streams;
beforeEach(() => {
  log = new MemoryLog();
  streams = new Streams(log, quiet);
});

describe('deciding on a stream', () => {
  test('records what is accepted and tells the state after it', async () => {
    const outcome = await streams.decide(roster, 'a', context(), take('Ann'));
    expect(outcome).toMatchObject({ state: ['Ann'], revision: 0, recorded: true });
  });

  test('a stream that is being created is not read first', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'), { creating: true });
    expect(log.reads).toBe(0);
  });

  test('a second command decides on what the first one left, without a read', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'), { creating: true });
    await streams.decide(roster, 'a', context(), take('Ben'));
    expect(log.reads).toBe(0);
    expect(log.streams.get('roster-a')).toHaveLength(2);
  });

  test('what another process recorded meanwhile is read and decided on', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'), { creating: true });
    log.elsewhere('roster-a', taken('Ben'));
    await expect(streams.decide(roster, 'a', context(), take('Cat'))).rejects.toMatchObject({ refusal: { code: 'no-seats-left' } });
  });

  test('refuses only on a fresh state: a kept one may be outdated', async () => {
    await streams.look(roster, 'a');
    const decide = (names: readonly string[]): Decision<Seat> => (names.includes('door') ? accept(taken('Ann')) : refuse('no-seats-left'));
    log.elsewhere('roster-a', taken('door'));
    expect(await streams.decide(roster, 'a', context(), decide)).toMatchObject({ recorded: true });
  });

  test('nothing to record is an answer of its own', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'));
    expect(await streams.decide(roster, 'a', context(), take('Ann'))).toMatchObject({ revision: 0, recorded: false });
  });

  test('of many at once exactly as many get in as there are seats', async () => {
    const asked = Array.from({ length: 50 }, (_, i) => streams.decide(roster, 'a', context(), take(`s${i}`, 7)));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    expect(log.streams.get('roster-a')).toHaveLength(7);
  });

  test('two processes at once do not take one seat twice', async () => {
    const other = new Streams(log, quiet);
    const asked = Array.from({ length: 20 }, (_, i) => (i % 2 ? streams : other).decide(roster, 'a', context(), take(`s${i}`, 5)));
    await Promise.allSettled(asked);
    expect(log.streams.get('roster-a')).toHaveLength(5);
  });

  test('an expected revision that is not the stream’s is refused', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'));
    const late = streams.decide(roster, 'a', context(), take('Ben'), { expected: 4 });
    await expect(late).rejects.toMatchObject({ refusal: { code: 'revision-conflict' } });
    expect(await streams.decide(roster, 'a', context(), take('Ben'), { expected: 0 })).toMatchObject({ revision: 1 });
  });

  test('a repeated command finds what its first try recorded', async () => {
    const first = context();
    await streams.decide(roster, 'a', first, take('Ann', 1));
    const again = await new Streams(log, quiet).decide(roster, 'a', { ...first, repeated: true }, () => refuse('no-seats-left'));
    expect(again).toMatchObject({ state: ['Ann'], revision: 0, recorded: true });
  });

  test('after an append without an answer the state is read anew', async () => {
    await streams.decide(roster, 'a', context(), take('Ann'));
    log.failure = new EventStoreUnavailable('gone');
    await expect(streams.decide(roster, 'a', context(), take('Ben', 9))).rejects.toBe(log.failure);
    log.failure = null;
    log.elsewhere('roster-a', taken('Ben'));
    expect(await streams.decide(roster, 'a', context(), take('Ben', 9))).toMatchObject({ recorded: false, state: ['Ann', 'Ben'] });
  });

  test('a failing command does not hold up those behind it', async () => {
    const failing = streams.decide(roster, 'a', context(), () => {
      throw new Error('a bug');
    });
    const next = streams.decide(roster, 'a', context(), take('Ann'));
    await expect(failing).rejects.toThrow('a bug');
    expect(await next).toMatchObject({ recorded: true });
  });
});

describe('looking at foreign streams', () => {
  test('is not repeated within a second while the answer is yes', async () => {
    const seeing = (see: See) => see(roster, 'b');
    for (const who of ['Ann', 'Ben', 'Cat']) await streams.decide(roster, who, context(), take(who), { creating: true, seeing });
    expect(log.reads).toBe(1);
  });

  test('is repeated before a refusal', async () => {
    log.elsewhere('roster-b', taken('x'));
    await streams.look(roster, 'b');
    log.elsewhere('roster-b', taken('Ann'));
    const outcome = await streams.decide(
      roster,
      'a',
      context(),
      (_, enrolled: readonly string[]): Decision<Seat> => (enrolled.includes('Ann') ? accept(taken('Ann')) : refuse('not-enrolled')),
      { creating: true, seeing: (see) => see(roster, 'b') },
    );
    expect(outcome.recorded).toBe(true);
  });
});
