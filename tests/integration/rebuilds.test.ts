import { newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { MODELS, projection, type Projection } from '@lyceum/projections/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { command, ReadSide } from './projections-academy.ts';

let side: ReadSide;

beforeEach(async () => {
  side = await ReadSide.start();
});

afterEach(() => side.stop());

const created = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: courseId, title, summary: '', seats: null },
});
const edited = (courseId: Id, title: string): AcademyEvent => ({ type: 'courses.CourseEdited.v1', data: { courseId, title } });

const create = async (title: string): Promise<Id> => {
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, title));
  return courseId;
};
const edit = (courseId: Id, title: string) => side.append(`course-${courseId}`, edited(courseId, title));

/** What a fold makes of a title; null folds no row of it. */
type Say = (title: string) => string | null;

/** Few models are enough, and one whose fold the test decides on: in production there is no such place. */
const saying = (say: Say): readonly Projection[] => [
  ...MODELS.filter(({ name }) => name === 'people' || name === 'orders'),
  projection<{ said: string; facts: number }, 'courses.CourseCreated.v1' | 'courses.CourseEdited.v1'>({
    name: 'courses',
    version: 1,
    from: ['courses.CourseCreated.v1', 'courses.CourseEdited.v1'],
    key: ({ data }) => data.courseId,
    fold: (row, { data }) => {
      const said = say(data.title ?? '');
      return said === null ? null : { said, facts: (row?.facts ?? 0) + 1 };
    },
    indexes: [],
  }) as Projection,
];

const plain: Say = (title) => title;
const caughtUp = async () => expect(await side.models.waitFor(await side.log.head(), ['courses'], 20_000)).toBe(true);
const said = async (courseId: Id) => ((await side.models.courses.find(courseId)) as unknown as { said: string } | null)?.said;
const standing = async (name = 'courses') => (await side.models.status()).find((each) => each.name === name)!;

/** Starts the engine with one fold, and after what `happens` anew with another one. */
async function changed(before: Say, after: Say, happens: () => Promise<unknown>): Promise<void> {
  const first = side.engine({ models: saying(before) });
  await happens();
  await caughtUp();
  await first.stop();
  side.engine({ models: saying(after) });
}

test('of a changed fold exactly the rows are shown that change; they swap, and the former come back with what happened since', async () => {
  let [same, other, gone, fresh] = ['', '', '', ''];
  const before: Say = (title) => (title === 'new' ? null : title);
  const after: Say = (title) => (title === 'old' ? null : title === 'loud' ? 'LOUD' : title);
  await changed(before, after, async () => {
    [same, other, gone, fresh] = [await create('same'), await create('loud'), await create('old'), await create('new')];
  });
  const { record, samples } = await side.rebuild('courses');
  expect(record).toMatchObject({ phase: 'compared', difference: { added: 1, removed: 1, changed: 1 } });
  const byKind = Object.fromEntries(samples.map((sample) => [sample.kind, sample]));
  expect(byKind).toEqual({
    changed: { kind: 'changed', key: other, before: { said: 'loud', facts: 1 }, after: { said: 'LOUD', facts: 1 } },
    removed: { kind: 'removed', key: gone, before: { said: 'old', facts: 1 }, after: null },
    added: { kind: 'added', key: fresh, before: null, after: { said: 'new', facts: 1 } },
  });
  // Nothing counts before somebody says so.
  expect(await said(other)).toBe('loud');
  const swap = { name: 'courses', rebuildId: record._id };
  await side.order({ type: 'operations.SwapOrdered.v1', data: swap });
  await until('readers see it', async () => (await said(other)) === 'LOUD');
  expect([await said(same), await said(gone), await said(fresh)]).toEqual(['same', undefined, 'new']);
  await edit(same, 'since');
  await caughtUp();
  await side.order({ type: 'operations.RollbackOrdered.v1', data: swap });
  await until('readers see the former rows', async () => (await said(other)) === 'loud');
  expect([await said(same), await said(gone), await said(fresh)]).toEqual(['since', 'old', undefined]);
  expect(await side.rebuilt('courses', record._id, /rolled-back/)).toMatchObject({ former: false });
});

test('the comparison is right while facts go on coming: rows that were touched meanwhile are looked at again', async () => {
  const courses: Id[] = [];
  await changed(
    plain,
    (title) => (title.startsWith('loud') ? title.toUpperCase() : title),
    async () => {
      for (let number = 0; number < 40; number++) courses.push(await create(number % 4 === 0 ? `loud ${number}` : `calm ${number}`));
    },
  );
  let writing = true;
  const written = (async () => {
    // Those that differ come to say the same, and the other way round nothing does: the live fold is the new one by now.
    for (let number = 0; writing; number++) await edit(courses[number % 8]!, `calm again ${number}`);
  })();
  const { record } = await side.rebuild('courses');
  writing = false;
  await written;
  const loud = record.difference!;
  // Of ten loud ones two were made calm while it went on; both sides said so wherever they were compared.
  expect(loud).toMatchObject({ added: 0, removed: 0 });
  expect(loud.changed).toBeGreaterThanOrEqual(8);
  expect(loud.changed).toBeLessThanOrEqual(10);
  await side.order({ type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId: record._id } });
  await caughtUp();
  expect((await side.rebuild('courses')).record.difference).toMatchObject({ added: 0, removed: 0, changed: 0 });
});

test('rows that have not changed since a position are taken over as they are, the others are folded from their beginning', async () => {
  let [early, late] = ['', ''];
  let position = '0';
  const loud: Say = (title) => title.toUpperCase();
  await changed(plain, loud, async () => {
    [early, late] = [await create('early'), await create('late')];
    position = await edit(early, 'early still');
    await edit(late, 'late now');
  });
  const { record, samples } = await side.rebuild('courses', { from: position });
  expect(record.difference).toMatchObject({ added: 0, removed: 0, changed: 1 });
  expect(samples).toMatchObject([{ key: late, before: { said: 'late now', facts: 2 }, after: { said: 'LATE NOW', facts: 2 } }]);
  expect(await said(early)).toBe('early still');
});

test('one row is folded anew, and follows the log with all others afterwards', async () => {
  let [one, two] = ['', ''];
  await changed(
    plain,
    (title) => title.toUpperCase(),
    async () => {
      [one, two] = [await create('one'), await create('two')];
    },
  );
  const { record, samples } = await side.rebuild('courses', { key: one });
  expect(record.difference).toMatchObject({ added: 0, removed: 0, changed: 1 });
  expect(samples).toMatchObject([{ key: one, after: { said: 'ONE' } }]);
  await side.order({ type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId: record._id } });
  await until('readers see it', async () => (await said(one)) === 'ONE');
  expect(await said(two)).toBe('two');
  await edit(two, 'too');
  const three = await create('three');
  await caughtUp();
  expect([await said(two), await said(three)]).toEqual(['TOO', 'THREE']);
});

test('a rebuild that is cancelled leaves nothing; there is one at a time, and what is over is not swapped', async () => {
  side.engine({ models: saying(plain) });
  const courseId = await create('one');
  await caughtUp();
  const { record } = await side.rebuild('courses');
  const second = await side.rebuild('courses');
  expect(second.record).toMatchObject({ phase: 'failed', error: 'The read model is being filled already' });
  await side.order({ type: 'operations.CancellationOrdered.v1', data: { name: 'courses', rebuildId: record._id } });
  expect(await side.rebuilt('courses', record._id, /cancelled/)).not.toBeNull();
  await side.order({ type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId: record._id } });
  expect(await said(courseId)).toBe('one');
  const names = (await side.store.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('courses.'))).toEqual(['courses.1']);
});

test('a paused model stands still and says how far behind it is, also for another engine; resumed it has missed nothing', async () => {
  const first = side.engine({ models: saying(plain) });
  const courseId = await create('before');
  await caughtUp();
  await side.order({ type: 'operations.PauseOrdered.v1', data: { name: 'courses' } });
  const paused = (await standing()).position;
  await edit(courseId, 'meanwhile');
  const position = await edit(courseId, 'and again');
  expect(await side.models.waitFor(position, ['people'], 20_000)).toBe(true);
  expect(await side.models.waitFor(position, ['courses'], 50)).toBe(false);
  expect(await said(courseId)).toBe('before');
  await until('it says what it missed', async () => (await standing()).lagEvents === 2, { seconds: 20 });
  expect(await standing()).toMatchObject({ state: 'paused', position: paused });
  await first.stop();
  side.engine({ models: saying(plain) });
  await edit(courseId, 'in the end');
  await until('it counts on', async () => (await standing()).lagEvents === 3, { seconds: 20 });
  // A rebuild of it stands where it stands.
  expect((await side.rebuild('courses', { swap: 'when-equal' })).record).toMatchObject({ phase: 'swapped' });
  expect(await said(courseId)).toBe('before');
  await side.order({ type: 'operations.ResumeOrdered.v1', data: { name: 'courses' } });
  expect(await said(courseId)).toBe('in the end');
  await caughtUp();
  await until('it runs', async () => (await standing()).state === 'running', { seconds: 20 });
  expect(((await side.models.courses.find(courseId)) as unknown as { facts: number }).facts).toBe(4);
});

test('an engine that is stopped in the middle goes on with the rebuild, and one that comes later has nothing to repeat', async () => {
  const first = side.engine({ models: saying(plain) });
  for (let number = 0; number < 30; number++) await create(`course ${number}`);
  await caughtUp();
  const rebuildId = newId();
  const order = { name: 'courses', rebuildId, from: null, key: null, swap: 'manual' } as const;
  await side.log.append('projection-courses', [{ type: 'operations.RebuildOrdered.v1', data: order }], 'any', command());
  await first.stop();
  const second = side.engine({ models: saying(plain) });
  const compared = await until('it is compared', () => side.rebuilt('courses', rebuildId, /compared/), { seconds: 40 });
  expect(compared.record.difference).toMatchObject({ added: 0, removed: 0, changed: 0 });
  await side.order({ type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId } });
  await second.stop();
  side.engine({ models: saying(plain) });
  await create('the last');
  await caughtUp();
  expect((await side.rebuilt('courses', rebuildId, /swapped/))?.record.generation).toBe(2);
  expect((await standing()).rows).toBe(31);
});
