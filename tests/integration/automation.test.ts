import { setTimeout as sleep } from 'node:timers/promises';
import { newId, reactionKey, type AcademyEvent, type Id, type Recorded } from '@lyceum/contracts';
import { EventStoreUnavailable, openReadStore } from '@lyceum/stores';
import type { Command, CommandBus } from '@nestjs/cqrs';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Automation } from '../../backend/src/automation/automation.ts';
import { Automations } from '../../backend/src/automation/automations.ts';
import { Reactions } from '../../backend/src/automation/reactions.ts';
import { Reactor } from '../../backend/src/automation/reactor.ts';
import { records, runAgain } from '../../backend/src/automation/record.ts';
import { firstTry, type CommandContext } from '../../backend/src/deciding/context.ts';
import { Refused } from '../../backend/src/deciding/refused.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { until } from '../harness/until.ts';
import { command, ReadSide } from './projections-academy.ts';

const logger = pino({ level: 'silent' });
const clock = new SetClock(new Date().toISOString());
let side: ReadSide;
let numbers = 0;
/** Of automations that no other test has, so that each begins at the head. */
let name = '';
let opened: Opened[] = [];

/** What was commanded, in order, with the context it was given in. */
interface Given {
  readonly title: string;
  readonly context: CommandContext;
}

interface Opened {
  readonly given: Given[];
  readonly streams: Streams;
  close(): Promise<void>;
}

/** A backend's automations alone: one that is told of courses, and does what `act` does. */
function open(act: (title: string) => void | Promise<void> = () => {}, more: Partial<Automation> = {}): Opened {
  const given: Given[] = [];
  const streams = new Streams(side.log, logger);
  const automations = new Automations();
  automations.add<'courses.CourseCreated.v1'>({
    name,
    from: ['courses.CourseCreated.v1'],
    fresh: 3600,
    command: (fact: Recorded, context) =>
      ({ title: (fact as unknown as { data: { title: string } }).data.title, context }) as unknown as Command<void>,
    ...(more as object),
  });
  const commands = {
    execute: async (one: Given) => {
      await act(one.title);
      given.push(one);
    },
  } as unknown as CommandBus;
  const reactions = new Reactions(commands, streams, clock, logger, side.log);
  const store = openReadStore({ url: side.readStoreUrl });
  const reactor = new Reactor(automations, reactions, logger, side.log, store);
  reactor.onApplicationBootstrap();
  const close = async () => {
    await reactor.onApplicationShutdown();
    await store.close();
  };
  const one = { given, streams, close };
  opened.push(one);
  return one;
}

const created = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: courseId, title, summary: '', seats: null },
});
async function happen(title: string, at = clock.now()): Promise<void> {
  const context = { ...command(), at };
  await side.log.append(`course-${context.commandId}`, [created(context.commandId, title)], 'no-stream', context);
}
const installed = (one: Opened) => until('it is installed', async () => (await one.streams.look(records, name)).state.after !== null);
const titles = (one: Opened) => one.given.map(({ title }) => title);
const failures = async (one: Opened) => [...(await one.streams.look(records, name)).state.failed.values()];

beforeAll(async () => {
  side = await ReadSide.start();
  side.engine();
});
beforeEach(() => {
  name = `when-test-${++numbers}-then-note`;
  clock.present = new Date().toISOString();
});
afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  opened = [];
  await side.store.reading((db) => db.collection('turns').deleteMany({}));
});
afterAll(() => side?.stop());

test('begins at the head of an old log, and does each thing once, in order, also after a restart', async () => {
  await happen('before');
  const first = open();
  await installed(first);
  await happen('one');
  await happen('two');
  await until('both are done', () => first.given.length === 2);
  await first.close();
  await happen('meanwhile');
  const second = open();
  await until('what happened meanwhile is done', () => titles(second).includes('meanwhile'));
  await happen('three');
  await until('and what comes then', () => titles(second).includes('three'));
  expect([...titles(first), ...titles(second)].filter((title, at, all) => all.indexOf(title) === at)).toEqual([
    'one',
    'two',
    'meanwhile',
    'three',
  ]);
});

test('the same fact gives the same command, and one that may have been given before says so', async () => {
  const first = open();
  await installed(first);
  // Whatever is met before the log was caught up with may have been met before.
  await happen('caught up');
  await until('it is done', () => first.given.length === 1);
  await happen('once');
  await until('it is done', () => first.given.length === 2);
  // Like a process that dies before its place is kept.
  await side.log.checkpoints.keep('automation', '0');
  await first.close();
  await side.log.checkpoints.keep('automation', '0');
  const second = open();
  await until('it is met again', () => second.given.length === 2);
  const [before, after] = [first.given[1]?.context, second.given[1]?.context];
  expect(after).toMatchObject({ commandId: before?.commandId, causationId: before?.causationId, by: null, repeated: true });
  expect(before?.repeated).toBe(false);
});

test('what lies too long ago has no effect', async () => {
  const one = open();
  await installed(one);
  await happen('old', new Date(clock.time() - 3601 * 1000).toISOString());
  await happen('new');
  await until('the new one is done', () => one.given.length > 0);
  expect(titles(one)).toEqual(['new']);
});

describe('what fails', () => {
  test('does not hold up the others, is seen, and is made up for', async () => {
    let broken = true;
    const one = open((title) => {
      if (title === 'bad' && broken) throw new Error('no pen');
    });
    await installed(one);
    await happen('bad');
    await happen('good');
    await until('the good one is done', () => titles(one).includes('good'));
    expect(await failures(one)).toMatchObject([{ name, revision: 0, reason: 'no pen', tries: 1 }]);
    broken = false;
    clock.present = new Date(clock.time() + 10_000).toISOString();
    await until('the bad one is done after all', () => titles(one).includes('bad'));
    await until('nothing is left to be done', async () => (await failures(one)).length === 0);
  });

  test('by a refusal is left to people, who can have it done again', async () => {
    let over = true;
    const one = open(() => {
      if (over) throw new Refused({ code: 'booking-over' });
    });
    await installed(one);
    await happen('late');
    await until('it is seen', async () => (await failures(one)).length === 1);
    const [failed] = await failures(one);
    expect(failed).toMatchObject({ tries: 1, next: null });
    over = false;
    // Another backend takes the order.
    const order = () => runAgain(name, reactionKey(failed!), newId());
    await new Streams(side.log, logger).decide(records, name, firstTry(null, clock.now()), order);
    await until('it is done after all', () => titles(one).includes('late'));
    await until('nothing is left to be done', async () => (await failures(one)).length === 0);
  });

  test('because the event store is away is waited for', async () => {
    let away = 2;
    const one = open(() => {
      if (away-- > 0) throw new EventStoreUnavailable('away');
    });
    await installed(one);
    await happen('patience');
    await until('it is done', () => titles(one).includes('patience'));
    expect(await failures(one)).toEqual([]);
  });
});

test('of two backends one acts, and the other takes over', async () => {
  const one = open();
  await installed(one);
  const other = open();
  await happen('first');
  await until('it is done', () => one.given.length === 1);
  await sleep(1500);
  expect(other.given).toEqual([]);
  await one.close();
  await happen('second');
  await until('the other has taken over', () => titles(other).includes('second'), { seconds: 20 });
});
