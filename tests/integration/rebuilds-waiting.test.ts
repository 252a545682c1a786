/** What is done to a read model while a rebuild of it waits for its swap holds after the swap too. */
import { newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { MODELS, projection, type Projection } from '@lyceum/projections/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { ReadSide } from './projections-academy.ts';

let side: ReadSide;

beforeEach(async () => {
  side = await ReadSide.start();
});
afterEach(() => side.stop());

/** A model that cannot fold titles that are `bad`; `mended` it can. */
const models = (mended: boolean): readonly Projection[] => [
  ...MODELS.filter(({ name }) => name === 'people' || name === 'orders'),
  projection<{ titles: readonly string[] }, 'courses.CourseCreated.v1' | 'courses.CourseEdited.v1'>({
    name: 'courses',
    version: 1,
    from: ['courses.CourseCreated.v1', 'courses.CourseEdited.v1'],
    key: ({ data }) => data.courseId,
    fold: (row, { data: { title = '' } }) => {
      if (title === 'bad' && !mended) throw new Error('a bad title');
      return { titles: [...(row?.titles ?? []), title] };
    },
    indexes: [],
  }) as Projection,
];

const created = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: courseId, title, summary: '', seats: null },
});
const edit = (courseId: Id, title: string) =>
  side.append(`course-${courseId}`, { type: 'courses.CourseEdited.v1', data: { courseId, title } });
const create = async (title: string): Promise<Id> => {
  const courseId = newId();
  await side.append(`course-${courseId}`, created(courseId, title));
  return courseId;
};
const caughtUp = async () => expect(await side.models.waitFor(await side.log.head(), ['courses'], 20_000)).toBe(true);
const titles = async (courseId: Id) => ((await side.models.courses.find(courseId)) as unknown as { titles: string[] } | null)?.titles;
const order = (type: 'PauseOrdered' | 'ResumeOrdered') => side.order({ type: `operations.${type}.v1`, data: { name: 'courses' } });
const swap = (rebuildId: Id) => side.order({ type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId } });
const recounted = (rebuildId: Id) =>
  until('nothing differs any more', async () => {
    const { record } = (await side.models.operations.rebuild('courses', rebuildId))!;
    const { added, removed, changed } = record.difference!;
    return record.phase === 'compared' && record.step === null && added + removed + changed === 0;
  });
const parked = () => side.models.operations.countParked('courses');

test('a model is paused while its rebuild waits: swapped it stands still where it was, and goes on from there', async () => {
  side.engine({ models: models(false) });
  const courseId = await create('one');
  await caughtUp();
  const { record } = await side.rebuild('courses');
  await edit(courseId, 'two');
  await caughtUp();
  await order('PauseOrdered');
  await edit(courseId, 'three');
  await swap(record._id);
  await until('it is swapped', () => side.rebuilt('courses', record._id, /swapped/));
  expect(await titles(courseId)).toEqual(['one', 'two']);
  await order('ResumeOrdered');
  await caughtUp();
  expect(await titles(courseId)).toEqual(['one', 'two', 'three']);
});

test('rows that were filled while the model stood still have all that came since, once it was resumed before the swap', async () => {
  side.engine({ models: models(false) });
  const courseId = await create('one');
  await caughtUp();
  await order('PauseOrdered');
  await edit(courseId, 'two');
  const other = await create('other');
  const { record } = await side.rebuild('courses');
  expect(record.difference).toMatchObject({ added: 0, removed: 0, changed: 0 });
  await edit(courseId, 'three');
  await order('ResumeOrdered');
  await caughtUp();
  await swap(record._id);
  await until('it is swapped', () => side.rebuilt('courses', record._id, /swapped/));
  expect([await titles(courseId), await titles(other)]).toEqual([['one', 'two', 'three'], ['other']]);
  expect((await side.rebuild('courses')).record.difference).toMatchObject({ added: 0, removed: 0, changed: 0 });
});

test('a parked fact is skipped while a rebuild waits: the swapped rows are without it too, and what waited behind it is in them', async () => {
  side.engine({ models: models(false) });
  const courseId = await create('one');
  await edit(courseId, 'bad');
  await edit(courseId, 'two');
  await caughtUp();
  const { record } = await side.rebuild('courses');
  expect(await parked()).toBe(2);
  const fact = {
    key: courseId,
    stream: `course-${courseId}`,
    revision: 1,
    operatorId: await side.register('Olga Operator'),
    reason: 'it is bad',
  };
  await side.order({ type: 'operations.SkipOrdered.v1', data: { name: 'courses', ...fact } });
  expect([await parked(), await titles(courseId)]).toEqual([0, ['one', 'two']]);
  await recounted(record._id);
  await swap(record._id);
  await until('it is swapped', () => side.rebuilt('courses', record._id, /swapped/));
  await until('nothing is parked', async () => (await parked()) === 0);
  expect(await titles(courseId)).toEqual(['one', 'two']);
});

test('a poison fact among 10,000: its row alone is parked, in order, and everything else is current; mended, it is retried', async () => {
  const first = side.engine({ models: models(false) });
  const courses = await Promise.all(Array.from({ length: 10 }, (_, n) => create(`course ${n}`)));
  const [poisoned, ...others] = courses as [Id, ...Id[]];
  const edits = (courseId: Id, from: number, to: number) =>
    side.append(
      `course-${courseId}`,
      ...Array.from({ length: to - from }, (_, n): AcademyEvent => {
        const title = courseId === poisoned && from + n === 500 ? 'bad' : `${from + n}`;
        return { type: 'courses.CourseEdited.v1', data: { courseId, title } };
      }),
    );
  for (let from = 0; from < 1000; from += 250) await Promise.all(courses.map((courseId) => edits(courseId, from, from + 250)));
  await caughtUp();
  for (const courseId of others) expect(await titles(courseId)).toHaveLength(1001);
  expect([await titles(poisoned), await parked()]).toMatchObject([{ length: 501 }, 500]);
  const { items } = await side.models.operations.parked({ name: 'courses', limit: 2 });
  expect(items).toMatchObject([
    { key: poisoned, reason: 'a bad title', revision: 501 },
    { key: poisoned, revision: 502 },
  ]);
  // The fold is mended, and what is parked is retried while a rebuild waits for its swap.
  await first.stop();
  side.engine({ models: models(true) });
  const { record } = await side.rebuild('courses');
  expect(record.difference).toMatchObject({ added: 0, removed: 0, changed: 1 });
  await side.order({ type: 'operations.RetryOrdered.v1', data: { name: 'courses', key: poisoned } });
  expect([(await titles(poisoned))?.slice(499, 504), await parked()]).toEqual([['498', '499', 'bad', '501', '502'], 0]);
  // What would change is counted anew: by now nothing.
  await recounted(record._id);
  await swap(record._id);
  await until('it is swapped', () => side.rebuilt('courses', record._id, /swapped/));
  expect(await titles(poisoned)).toHaveLength(1001);
});
