/**
 * Somebody of an imported history is forgotten, of the Open University's own records where they lie beside the project: no byte of their name
 * or address is in a file of the stores, in an export or in a row, and every total is what it was.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadStore } from '@lyceum/stores';
import type { CourseItem, Erasure, Gradebook, Overview, Page, Person as PersonShown } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { OULAD, sliceOulad } from '../harness/oulad.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const PRESENTATION = ['AAA', '2013J'] as const;
const STUDENTS = 120;
/** Has results and clicks, and a number that no other begins with. */
const STUDENT = '28400';
const NAME = `Student ${STUDENT}`;
const EMAIL = `student-${STUDENT}@oulad.example`;

const folder = mkdtempSync(join(tmpdir(), 'history-erasure-'));
let house: House;
let backend: Backend;
let admin: Person;
let line: CommandLine;

beforeAll(async () => {
  if (!OULAD) return;
  sliceOulad(OULAD, join(folder, 'oulad'), PRESENTATION, STUDENTS);
  house = await House.build();
  backend = await house.backend();
  const root = await backend.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  admin = await backend.api.signIn(ADMIN);
  line = new CommandLine(backend.url, admin.token);
}, 120_000);
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Which of the files below a folder hold a byte of them. */
const filesWithThem = (below: string): string[] =>
  readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => [NAME, EMAIL].some((text) => readFileSync(path).includes(text)));

/** The rows of all read models that name them. */
async function rowsWithThem(): Promise<string[]> {
  const store = openReadStore({ url: house.mongoUrl });
  const collections = await store.db.listCollections({}, { nameOnly: true }).toArray();
  const found = await Promise.all(
    collections.map(async ({ name }) => {
      const rows = await store.db.collection(name).find().toArray();
      return rows.map((row) => JSON.stringify(row)).filter((row) => row.includes(NAME) || row.includes(EMAIL));
    }),
  );
  await store.close();
  return found.flat();
}

const totals = async (courseId: string) => {
  const { people: _, ...overview } = await admin.get<Overview>('/api/analytics/overview');
  const { columns, rows } = await admin.get<Gradebook>(`/api/courses/${courseId}/gradebook`);
  const ofCourse = await admin.get<Overview>(`/api/analytics/overview?course=${courseId}`);
  return { overview, ofCourse: ofCourse.enrolments, columns, rows: rows.map(({ name: __, ...row }) => row).toSorted(byPerson) };
};
const byPerson = (a: { personId: string }, b: { personId: string }) => (a.personId < b.personId ? -1 : 1);

test.skipIf(!OULAD)(
  'nothing of who is forgotten is left of a real history, and its totals are what they were (needs ../shared/data/oulad)',
  { timeout: 300_000 },
  async () => {
    const imported = await line.run('import', 'oulad', join(folder, 'oulad'), '--json');
    expect([imported.code, imported.err]).toEqual([0, '']);
    const folded = () =>
      until('all is folded', async () => (await admin.projections()).every(({ lagEvents }) => lagEvents === 0), { seconds: 120 });
    await folded();
    const [ghost] = (await admin.get<Page<PersonShown>>(`/api/people?search=${EMAIL}`)).items;
    expect(ghost).toMatchObject({ name: NAME, email: EMAIL });
    const courses = (await admin.get<Page<CourseItem>>('/api/courses?limit=50')).items;
    expect(courses).toHaveLength(1);
    const { courseId } = courses[0]!;
    const before = await totals(courseId);
    expect(before.overview.enrolments.active + before.overview.enrolments.left).toBe(STUDENTS);
    const own = before.rows.find(({ personId }) => personId === ghost!.personId);
    expect(Object.values(own!.grades).filter((grade) => grade !== null).length).toBeGreaterThan(2);
    expect(await rowsWithThem()).not.toEqual([]);

    const began = performance.now();
    const { report } = await admin.post<Erasure>(`/api/people/${ghost!.personId}/erasure`, {});
    expect(report).toMatchObject({ phase: 'proven', proof: { check: { found: 0, elsewhere: [] }, eventFiles: { state: 'compacted' } } });
    expect(performance.now() - began).toBeLessThan(30_000);

    await folded();
    expect(await rowsWithThem()).toEqual([]);
    expect(filesWithThem(house.folder)).toEqual([]);
    const exported = await line.run('events', 'export', join(folder, 'events'), '--json');
    expect([exported.code, exported.err]).toEqual([0, '']);
    const text = readFileSync(join(folder, 'events'), 'utf8');
    expect(text.includes(NAME) || text.includes(EMAIL) || text.includes(Buffer.from(NAME).toString('base64').slice(0, -3))).toBe(false);
    expect(text.includes(`"stream":"key-${ghost!.personId}"`)).toBe(false);
    // What happened to them is there still, without a name.
    expect(text).toContain(ghost!.personId);
    expect(await totals(courseId)).toEqual(before);
    expect((await admin.get<Page<PersonShown>>(`/api/people?search=${EMAIL}`)).items).toEqual([]);
  },
);
