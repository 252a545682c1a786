import { newId, type AcademyEvent, type Id, type Instant } from '@lyceum/contracts';
import { MODELS } from '@lyceum/projections/engine';
import type { StoredTravel } from '@lyceum/projections/queries';
import { EventStoreDBClient } from '@eventstore/db-client';
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

/** Appends as of something that happened at that time, whenever it is recorded. */
const happened = async (courseId: Id, fact: AcademyEvent, at: Instant) =>
  (await side.log.append(`course-${courseId}`, [fact], 'any', { ...command(), at })).position;

/** Asks for the model at the moment, and waits until it is there. */
async function at(name: string, moment: { position?: string; at?: Instant }): Promise<StoredTravel> {
  const { position = null, at: time = null } = moment;
  const asked = (await side.models.travels.ask(name, { position, at: time }))!;
  return until('it is there', async () => {
    const travel = await side.models.travels.find(name, asked._id);
    return travel?.phase === 'there' && travel;
  });
}
const rows = async (travel: StoredTravel, prefix = '') => (await side.models.travels.rows(travel, prefix, { limit: 10 })).items;
const collections = async () => (await side.store.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
const [MARCH, APRIL, MAY, JUNE] = ['2026-03-01', '2026-04-01', '2026-05-03', '2026-06-01'].map((day) => `${day}T00:00:00.000Z`) as [
  Instant,
  Instant,
  Instant,
  Instant,
];

test('a read model is folded aside up to a position or an instant, and the live rows stay as they are', async () => {
  side.engine();
  const [one, other] = [newId(), newId()];
  await happened(one, created(one, 'in March'), MARCH);
  const position = await happened(one, edited(one, 'in April'), APRIL);
  await happened(one, edited(one, 'in June'), JUNE);
  await happened(other, created(other, 'found later'), APRIL);
  const then = await at('courses', { position });
  expect(then).toMatchObject({ rows: 1, phase: 'there' });
  expect(await rows(then)).toMatchObject([{ key: one, row: { title: 'in April' } }]);
  expect(await rows(await at('courses', { position: String(BigInt(position) - 1n) }))).toMatchObject([{ row: { title: 'in March' } }]);
  // By when it happened: what was recorded late falls into its place.
  const inMay = await at('courses', { at: MAY });
  expect(await rows(inMay)).toMatchObject([
    { key: one, row: { title: 'in April' } },
    { key: other, row: { title: 'found later' } },
  ]);
  expect(await rows(inMay, other.slice(0, 36))).toMatchObject([{ key: other }]);
  await until('the live rows have all', async () => (await side.models.courses.find(one))?.title === 'in June');
  expect((await side.models.status()).find(({ name }) => name === 'courses')).toMatchObject({ rows: 2, state: 'running' });
});

test('what is asked for again is there already; of an instant it learns what was recorded since, also by another engine', async () => {
  const first = side.engine();
  const [one, other] = [newId(), newId()];
  const position = await happened(one, created(one, 'in March'), MARCH);
  const [before, inMay] = [await at('courses', { position }), await at('courses', { at: MAY })];
  await happened(one, edited(one, 'in June'), JUNE);
  await happened(other, created(other, 'found later'), APRIL);
  expect((await side.models.travels.ask('courses', { position, at: null }))?.phase).toBe('there');
  await first.stop();
  side.engine();
  const again = await at('courses', { at: MAY });
  expect(again._id).toBe(inMay._id);
  expect(await rows(again)).toMatchObject([{ row: { title: 'in March' } }, { row: { title: 'found later' } }]);
  expect((await side.models.travels.list('courses')).map(({ _id }) => _id).toSorted()).toEqual([before._id, inMay._id].toSorted());
});

test('any read model can be looked at as it stood, and at the end it equals the live one', async () => {
  side.engine();
  const courseId = newId();
  await side.register('Ann Student');
  await side.append(`course-${courseId}`, created(courseId, 'Bars'));
  const head = await side.log.head();
  await side.models.waitFor(head, ['people', 'courses'], 20_000);
  for (const name of MODELS.map((model) => model.name)) {
    const travel = await at(name, { position: head });
    const live = await side.store.db.collection<{ _id: string }>(`${name}.1`).find().sort({ _id: 1 }).toArray();
    expect((await rows(travel)).map(({ key, row }) => ({ _id: key, ...row }))).toEqual(
      live.map(({ position: _, ...row }: { _id: string; position?: string }) => row),
    );
  }
}, 120_000);

test('who is forgotten is not to be read in what was folded before; what nobody looks at any more is cleared away', async () => {
  const first = side.engine();
  const personId = await side.register('Ann Student');
  const position = await side.log.head();
  const travel = await at('people', { position });
  expect(JSON.stringify(await rows(travel))).toContain('Ann Student');
  const store = EventStoreDBClient.connectionString(side.eventStoreUrl);
  await store.tombstoneStream(`key-${personId}`);
  await store.dispose();
  await until('it is cleared away', async () => (await side.models.travels.find('people', travel._id)) === null);
  expect((await collections()).filter((name) => name.includes('~'))).toEqual([]);
  expect(JSON.stringify(await rows(await at('people', { position })))).not.toContain('Ann Student');
  await side.store.db.collection<{ _id: string }>('travels').updateMany({}, { $set: { usedAt: '2026-01-01T00:00:00.000Z' } });
  await first.stop();
  side.engine();
  await until('it is cleared away', async () => (await side.models.travels.list('people')).length === 0);
  expect((await collections()).filter((name) => name.includes('~'))).toEqual([]);
});
