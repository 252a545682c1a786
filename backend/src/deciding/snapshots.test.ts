import { setImmediate as turn } from 'node:timers/promises';
import { instant, type Fact } from '@lyceum/contracts';
import { FactsTooLarge, type Snapshot } from '@lyceum/stores';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { firstTry } from './context.ts';
import type { Decider } from './decider.ts';
import { accept } from './decision.ts';
import { MemoryLog } from './memory-log.ts';
import { Streams } from './streams.ts';

type Seat = Fact<'test.SeatTaken.v1', { who: string }>;
const taken = (who: string): Seat => ({ type: 'test.SeatTaken.v1', data: { who } });

const form = z.codec(z.array(z.string()), z.custom<ReadonlySet<string>>(), { decode: (list) => new Set(list), encode: (set) => [...set] });
const seats: Decider<ReadonlySet<string>, Seat> = {
  stream: (id) => `seats-${id}`,
  initial: new Set(),
  evolve: (names, fact) => new Set([...names, fact.data.who]),
  snapshot: { version: 2, every: 3, form },
};

let log: MemoryLog;
const warn = vi.fn<(fields: object, message: string) => void>();
/** A process that knows nothing of any stream. */
const process = () => new Streams(log, { warn });
const take = (streams: Streams, ...names: string[]) =>
  streams.decide(seats, 'a', firstTry(null, instant(0)), () => accept(...names.map(taken)));
const written = async () => {
  for (let i = 0; i < 3; i++) await turn();
  return log.kept.get('seats-a');
};

beforeEach(() => {
  log = new MemoryLog();
  warn.mockClear();
});

describe('a snapshot is taken', () => {
  test('when as many facts came after the last one as the rule says, by an append', async () => {
    const streams = process();
    await take(streams, 'Ann', 'Ben');
    expect(await written()).toBeUndefined();
    await take(streams, 'Cat');
    expect(await written()).toEqual({ version: 2, revision: 2, position: '3', state: ['Ann', 'Ben', 'Cat'] });
    await take(streams, 'Dan', 'Eve');
    expect(await written()).toMatchObject({ revision: 2 });
    await take(streams, 'Fay');
    expect(await written()).toMatchObject({ revision: 5 });
  });

  test('by whoever had to fold as many, so that a stream that is only read has one too', async () => {
    log.elsewhere('seats-a', taken('Ann'), taken('Ben'), taken('Cat'));
    await process().look(seats, 'a');
    expect(await written()).toMatchObject({ revision: 2 });
  });

  test('after the answer: a command does not wait for it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    vi.spyOn(log.snapshots, 'keep').mockReturnValue(promise);
    expect(await take(process(), 'Ann', 'Ben', 'Cat')).toMatchObject({ revision: 2, recorded: true });
    resolve();
  });

  test('and where it cannot be kept the command succeeds all the same, and it is said', async () => {
    vi.spyOn(log.snapshots, 'keep').mockRejectedValue(new FactsTooLarge('too large'));
    const streams = process();
    expect(await take(streams, 'Ann', 'Ben', 'Cat')).toMatchObject({ revision: 2, recorded: true });
    await written();
    expect(warn).toHaveBeenCalledOnce();
    expect(await take(streams, 'Dan')).toMatchObject({ revision: 3 });
  });
});

describe('a state', () => {
  const names = ['Ann', 'Ben', 'Cat', 'Dan'];
  const kept: Snapshot = { version: 2, revision: 2, position: '3', state: ['Ann', 'Ben', 'Cat'] };
  beforeEach(() => log.elsewhere('seats-a', ...names.map(taken)));

  test('is that of the snapshot and what came after; no more is read than that', async () => {
    log.kept.set('seats-a', { ...kept, state: ['from', 'the', 'snapshot'] });
    const read = vi.spyOn(log, 'read');
    expect(await process().look(seats, 'a')).toEqual(
      expect.objectContaining({ state: new Set(['from', 'the', 'snapshot', 'Dan']), revision: 3 }),
    );
    expect(read.mock.calls).toEqual([['seats-a', 1]]);
  });

  test('is decided on like any other', async () => {
    log.kept.set('seats-a', kept);
    expect(await take(process(), 'Eve')).toMatchObject({ state: new Set([...names, 'Eve']), revision: 4 });
  });

  test.each<[string, Snapshot]>([
    ['is of another version', { ...kept, version: 1, state: ['wrong'] }],
    ['is not of its form', { ...kept, state: { Ann: true } }],
    ['was taken of a fact that is elsewhere in this log', { ...kept, position: '4', state: ['wrong'] }],
    ['is of facts that this stream does not have', { ...kept, revision: 9, position: '10', state: ['wrong'] }],
  ])('is folded from the whole stream where the snapshot %s, which gives way to a right one', async (_, snapshot) => {
    log.kept.set('seats-a', snapshot);
    expect((await process().look(seats, 'a')).state).toEqual(new Set(names));
    expect(await written()).toEqual({ version: 2, revision: 3, position: '4', state: names });
  });
});
