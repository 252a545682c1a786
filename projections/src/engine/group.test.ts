import type { Recorded } from '@lyceum/contracts';
import type { FeedMessage } from '@lyceum/stores';
import { expect, test } from 'vitest';
import { attempts } from '../attempts/projection.ts';
import { due } from '../due/projection.ts';
import { gradebook } from '../gradebook/projection.ts';
import { enrolled, graded, started, submitted } from '../testing/facts.ts';
import { at, history, id, recorded } from '../testing/history.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { Group } from './group.ts';
import { projection, type Projection } from './projection.ts';
import { Table } from './table.ts';

const of = (number: number) => ({ attemptId: id(number), quizId: id(2), courseId: id(3), studentId: id(4) });
const key = `${id(3)}:${id(4)}`;
const messages = (facts: readonly Recorded[]): FeedMessage[] => facts.map((fact) => ({ kind: 'fact', fact, position: fact.position }));

function groupOf(
  store: MemoryStore,
  models: readonly Projection[],
  options: { from?: string; empty?: boolean; freshAfter?: string; blocked?: [string, string][] } = {},
) {
  const { from = null, empty = false, freshAfter = '0', blocked = [] } = options;
  const tables = models.map((model) => new Table(model, 1, { blocked, empty }));
  return new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: from,
    tables,
    freshAfter,
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
}

async function processed(store: MemoryStore, models: readonly Projection[], facts: readonly Recorded[], options = {}) {
  const group = groupOf(store, models, options);
  await group.process(messages(facts));
  await group.settle();
  return group;
}

const facts = history(
  enrolled(id(3), id(4)),
  started(of(11), at(60)),
  submitted(of(11)),
  graded(of(11), 1),
  started(of(12)),
  submitted(of(12)),
  graded(of(12), 2),
);

test('rows carry the position of the fact that changed them last, the checkpoint that of the last fact', async () => {
  const store = new MemoryStore();
  await processed(store, [attempts, gradebook], facts);
  expect(store.rows('attempts.1').get(id(11))).toMatchObject({ position: '00000000000000000256', score: 1 });
  expect(store.rows('gradebook.1').get(key)).toMatchObject({
    position: '00000000000000000448',
    attempts: { [id(2)]: [{ score: 1 }, { score: 2 }] },
  });
  expect(store.rows('checkpoints').get('live')).toEqual({ _id: 'live', position: '00000000000000000448' });
});

test('one write has all that has accumulated, each row once, and ends with the checkpoint', async () => {
  const store = new MemoryStore();
  await processed(store, [attempts, gradebook], facts);
  expect(store.writes).toHaveLength(1);
  expect(store.writes[0]?.map(({ collection }) => collection)).toEqual(['attempts.1', 'attempts.1', 'gradebook.1', 'checkpoints']);
});

test('facts that are seen twice change nothing', async () => {
  const store = new MemoryStore();
  await processed(store, [attempts, gradebook], facts);
  const before = structuredClone(store.collections);
  await processed(store, [attempts, gradebook], facts.slice(2));
  expect(store.collections).toEqual(before);
});

test('after a crash between rows and checkpoint the rest is folded from the checkpoint on', async () => {
  const whole = new MemoryStore();
  await processed(whole, [attempts, gradebook, due], facts);
  for (let writes = 1; writes <= 4; writes++) {
    const store = new MemoryStore();
    await processed(store, [attempts, gradebook, due], facts.slice(0, 2));
    const before = store.rows('checkpoints').get('live');
    store.left = writes;
    await expect(processed(store, [attempts, gradebook, due], facts.slice(2))).rejects.toThrow('broken');
    expect(store.rows('checkpoints').get('live')).toEqual(before);
    store.left = Infinity;
    await processed(store, [attempts, gradebook, due], facts.slice(2));
    expect(store.collections).toEqual(whole.collections);
  }
});

test('rows are looked for once, and not at all where a fact begins one or all of them are in memory', async () => {
  const store = new MemoryStore();
  await processed(store, [attempts, gradebook], facts, { empty: true });
  expect(store.lookUps).toEqual([]);
  const group = groupOf(store, [attempts, gradebook], { freshAfter: '448' });
  const more = [started(of(13)), submitted(of(13)), graded(of(13), 2)].map((fact, number) => recorded(fact, 10 + number));
  await group.process(messages(more.slice(0, 2)));
  expect(store.lookUps).toEqual([]);
  await group.process(messages(more.slice(2)));
  expect(store.lookUps).toEqual(['gradebook.1']);
  await group.settle();
  expect(store.rows('gradebook.1').get(key)).toMatchObject({ attempts: { [id(2)]: [{ score: 1 }, { score: 2 }, { score: 2 }] } });
});

test('a row that is gone stays gone while its removal is being written', async () => {
  const store = new MemoryStore();
  const group = groupOf(store, [due]);
  await group.process(messages(facts.slice(1, 2)));
  await group.process(messages(facts.slice(2, 3)));
  await group.process(messages([recorded(submitted(of(11)), 20)]));
  await group.settle();
  expect(store.rows('due.1').size).toBe(0);
});

test('a fact that cannot be folded is parked with its reason, and so are the later ones of its row, in order; the rest goes on', async () => {
  const store = new MemoryStore();
  const [, start, submit, grade, start2, submit2] = facts;
  const lost = [submit, grade, start2, submit2].flatMap((fact) => fact ?? []);
  await processed(store, [attempts], lost);
  const waiting = [...store.rows('parked').values()];
  expect(waiting.map(({ _id, reason }) => [_id, reason])).toEqual([
    [`attempts.1/00000000000000000192/${id(11)}`, 'a fact of an attempt that was never started'],
    [`attempts.1/00000000000000000256/${id(11)}`, 'An earlier fact of the same row is parked'],
  ]);
  expect(store.rows('attempts.1').get(id(12))).toMatchObject({ phase: 'submitted' });
  // What is parked stays parked after a restart: later facts must not overtake.
  await processed(store, [attempts], start ? [recorded(started(of(11)), 30)] : [], { blocked: [[id(11), '00000000000000000256']] });
  expect(store.rows('parked').size).toBe(3);
});

test('a fact that names no row is parked by itself', async () => {
  const store = new MemoryStore();
  const garbage = { ...recorded(graded(of(11), 1), 0), data: null };
  const nameless = { ...recorded(started(of(11)), 3), data: {} };
  await processed(store, [gradebook, attempts], [garbage, recorded(graded(of(12), 2), 1), nameless]);
  expect([...store.rows('parked').keys()].filter((parked) => parked.endsWith('/'))).toEqual([
    'gradebook.1/00000000000000000064/',
    'attempts.1/00000000000000000064/',
    'attempts.1/00000000000000000256/',
  ]);
  expect(store.rows('gradebook.1').get(key)).toMatchObject({ attempts: { [id(2)]: [{ score: 2 }] } });
});

test('a fact that operators said to leave out is passed over where it would be parked, and those behind it go on', async () => {
  const store = new MemoryStore();
  const [, start, submit] = facts;
  const skipped = [`${submit?.stream}@${submit?.revision}/${id(11)}`];
  const table = new Table(attempts, 1, { blocked: [], empty: true, skipped });
  const group = new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: null,
    tables: [table],
    freshAfter: '0',
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
  await group.process(
    messages([submit, start].flatMap((fact, number) => (fact ? [{ ...fact, position: String((number + 1) * 64) }] : []))),
  );
  await group.settle();
  expect(store.rows('parked').size).toBe(0);
  expect(store.rows('attempts.1').get(id(11))).toMatchObject({ phase: 'open' });
});

test('the keys that facts came for are noted from when somebody asks, parked or not', async () => {
  const store = new MemoryStore();
  const table = new Table(attempts, 1, { blocked: [], empty: true });
  const group = new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: null,
    tables: [table],
    freshAfter: '0',
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
  const [, start, , , start2, submit2] = facts;
  await group.process(messages(start ? [start] : []));
  expect([...table.takeTouched()]).toEqual([]);
  await group.process(messages([start2, submit2].flatMap((fact) => fact ?? [])));
  await group.process(messages([recorded(submitted(of(13)), 20)]));
  expect([...table.takeTouched()]).toEqual([id(12), id(13)]);
  expect([...table.takeTouched()]).toEqual([]);
});

test('a table that stands still counts what it would have folded', async () => {
  const store = new MemoryStore();
  const table = new Table(attempts, 1, { blocked: [], empty: true, stopped: '00000000000000000200' });
  const group = new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: null,
    tables: [table],
    freshAfter: '0',
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
  await group.process(messages(facts));
  await group.settle();
  expect(table.missed).toEqual({ events: 4, since: facts[3]?.recorded });
  table.standAt(null);
  expect(table.missed).toBeNull();
});

test('a fold that says nothing changed writes no row', async () => {
  const store = new MemoryStore();
  const same = projection<{ n: number }, 'courses.CoursePublished.v1'>({
    name: 'same',
    version: 1,
    from: ['courses.CoursePublished.v1'],
    key: ({ data }) => data.courseId,
    fold: (row) => row ?? { n: 1 },
    indexes: [],
  });
  const publish = (number: number) => recorded({ type: 'courses.CoursePublished.v1', data: { courseId: id(3) } }, number);
  await processed(store, [same], [publish(0)]);
  const group = await processed(store, [same], [publish(1)]);
  expect(store.rows('same.1').get(id(3))).toEqual({ _id: id(3), n: 1, position: '00000000000000000064' });
  expect(group.written).toBe('128');
});

test('a write that begins while rows are being read says nothing of the facts that wait for them', async () => {
  const store = new MemoryStore();
  const group = groupOf(store, [gradebook]);
  await group.process(messages(facts.slice(0, 1)));
  await group.process(messages([recorded(graded({ ...of(15), studentId: id(5) }, 1), 20)]));
  await group.settle();
  const withRows = store.writes.map((writes) => writes.map(({ collection }) => collection));
  expect(withRows).toEqual([
    ['gradebook.1', 'checkpoints'],
    ['gradebook.1', 'checkpoints'],
  ]);
});

const newer = (number: number): FeedMessage => ({
  kind: 'newer',
  type: 'quizzes.AttemptGraded.v9',
  before: facts.find(({ type }) => type.startsWith('quizzes.AttemptGraded.'))!.type,
  stream: `attempt-${id(11)}`,
  revision: 7,
  position: String(number * 64),
});

test('a fact of a version that nobody here can read stops each model that reads it, at that fact; the others go on', async () => {
  const store = new MemoryStore();
  const group = groupOf(store, [attempts, gradebook, due]);
  const later = recorded(started(of(13), at(60)), 20);
  await group.process([...messages(facts), newer(8), ...messages([later])]);
  await group.settle();
  expect([...store.rows('parked').values()]).toEqual(
    ['attempts', 'gradebook'].map((model) => ({
      _id: `${model}.1/00000000000000000512/*`,
      model,
      generation: 1,
      key: '*',
      position: '00000000000000000512',
      after: '00000000000000000448',
      type: 'quizzes.AttemptGraded.v9',
      stream: `attempt-${id(11)}`,
      revision: 7,
      reason: expect.stringContaining('quizzes.AttemptGraded.v9 is of a newer version'),
    })),
  );
  expect([...store.rows('attempts.1').keys()]).toEqual([id(11), id(12)]);
  expect(store.rows('gradebook.1').get(key)).toMatchObject({ attempts: { [id(2)]: [{ score: 1 }, { score: 2 }] } });
  expect([...store.rows('due.1').keys()]).toEqual([id(13)]);
  expect(group.written).toBe(later.position);
});

test('it stands still there after a restart too, and folds what comes before that it may have missed', async () => {
  const store = new MemoryStore();
  const table = new Table(attempts, 1, { blocked: [], empty: true, stopped: '00000000000000000512' });
  const group = new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position: null,
    tables: [table],
    freshAfter: '0',
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
  await group.process([...messages(facts), newer(8), newer(9), ...messages([recorded(started(of(13)), 20)])]);
  await group.settle();
  expect([...store.rows('attempts.1').keys()]).toEqual([id(11), id(12)]);
  expect(store.rows('parked').size).toBe(0);
});

test('what was only passed moves the checkpoint', async () => {
  const store = new MemoryStore();
  const group = groupOf(store, [gradebook]);
  await group.process([{ kind: 'passed', position: '999' }, { kind: 'caught-up' }]);
  await group.settle();
  expect(store.rows('checkpoints').get('live')).toMatchObject({ position: '00000000000000000999' });
});

test('folding waits for the write that is under way only once more rows wait than it is told', async () => {
  const store = new MemoryStore();
  const under = Promise.withResolvers<void>();
  const write = store.write.bind(store);
  store.write = async (writes) => {
    await under.promise;
    await write(writes);
  };
  let mostPending = 10;
  const group = new Group({
    ...{ store, checkpoints: [{ key: 'live' }], position: null, freshAfter: '0', pace: { few: 0, times: 0, least: 0, most: 0 } },
    tables: [new Table(attempts, 1, { blocked: [], empty: true })],
    mostPending: () => mostPending,
  });
  const started2 = (number: number) => messages([recorded(started(of(number)), number)]);
  await group.process(started2(20));
  await group.process(started2(21));
  mostPending = 0;
  let went = false;
  const waiting = group.process(started2(22)).then(() => (went = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(went).toBe(false);
  under.resolve();
  await waiting;
  await group.settle();
  expect([...store.rows('attempts.1').keys()]).toEqual([id(20), id(21), id(22)]);
});
