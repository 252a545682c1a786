/**
 * The Open University's own records of a module (`../shared/data/oulad`, or the folder HELD_OUT_OULAD): what a course's analytics say of it
 * equals what is computed straight from the files.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CourseAnalytics, CourseItem, CourseMember, CourseMembers, Page } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House } from './api-backend.ts';

const DATA = resolve(process.env['HELD_OUT_OULAD'] ?? join(ROOT, '../shared/data/oulad'));
const there = existsSync(DATA);
if (!there) console.log(`Skipped: ${DATA} is not there.`);

type Row = Readonly<Record<string, string>>;
const FILES = ['courses', 'assessments', 'studentRegistration', 'studentAssessment', 'studentInfo', 'studentVle', 'vle'] as const;
const [MODULE, TERM] = ['AAA', '2013J'];
const START = Date.UTC(2013, 9, 1);
const DAY = 86_400_000;

let house: House;
let admin: Person;
let path: string;
const files: Record<string, readonly Row[]> = {};
const folder = mkdtempSync(join(tmpdir(), 'oulad-module-'));

/** The rows of one module; results name none, but their assessments do. */
function ofModule(): void {
  let assessments = new Set<string>();
  for (const name of FILES) {
    const [head = '', ...lines] = readFileSync(join(DATA, `${name}.csv`), 'utf8')
      .trim()
      .split(/\r?\n/);
    const columns = head.split(',').map((cell) => cell.replaceAll('"', ''));
    const cells = (line: string): Row => Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell.replaceAll('"', '')]));
    const own = lines.filter((line) => {
      const row = cells(line);
      return row['code_module'] === undefined ? assessments.has(row['id_assessment']!) : row['code_module'] === MODULE;
    });
    files[name] = own.map(cells);
    if (name === 'assessments') assessments = new Set(files[name].map((row) => row['id_assessment']!));
    writeFileSync(join(folder, `${name}.csv`), `${[head, ...own].join('\n')}\n`);
  }
}

const presented = (name: (typeof FILES)[number]) => files[name]!.filter((row) => row['code_presentation'] === TERM);
const dateOf = (day: number) => new Date(START + day * DAY).toISOString().slice(0, 10);
const weekOf = (day: string) => dateOf(Math.floor(Number(day) / 7) * 7);
const sums = (rows: readonly Row[], key: (row: Row) => string) => {
  const by = new Map<string, number>();
  for (const row of rows) by.set(key(row), (by.get(key(row)) ?? 0) + Number(row['sum_click']));
  return by;
};

async function everybody(query: string): Promise<{ weeks: readonly string[]; items: readonly CourseMember[] }> {
  const items: CourseMember[] = [];
  for (let cursor = ''; ;) {
    const found = await admin.get<CourseMembers>(`${path}/people?limit=200&sort=activity${query}${cursor}`);
    items.push(...found.items);
    if (found.next === null) return { weeks: found.weeks, items };
    cursor = `&cursor=${found.next}`;
  }
}

describe.skipIf(!there)('a presentation of a module', () => {
  beforeAll(async () => {
    ofModule();
    house = await House.build();
    const backend = await house.backend();
    admin = await backend.api.signIn(ADMIN);
    const operator = await backend.api.person('Olga', ['operator'], admin);
    const { code, err } = await new CommandLine(backend.url, operator.token).run('import', 'oulad', folder, '--json');
    if (code !== 0) throw new Error(`the import ended with ${code}: ${err}`);
    const { items } = await admin.get<Page<CourseItem>>('/api/courses?search=2013J');
    path = `/api/courses/${items[0]!.courseId}/analytics`;
    const registered = presented('studentRegistration').length;
    await until('all is folded', async () => {
      const { funnel, left } = await admin.get<CourseAnalytics>(path);
      return funnel.enrolled + left === registered;
    });
  }, 300_000);
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('has the clicks of each week, and who clicked in it', async () => {
    const { weeks } = await admin.get<CourseAnalytics>(path);
    const clicks = sums(presented('studentVle'), (row) => weekOf(row['date']!));
    expect(weeks.filter(({ used }) => used > 0).map(({ start, used }) => [start, used])).toEqual(
      [...clicks].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const handedIn = files['studentAssessment']!.filter(
      (row) => presented('assessments').some((one) => one['id_assessment'] === row['id_assessment']) && row['is_banked'] === '0',
    );
    for (const { start, people, done } of weeks) {
      const works = handedIn.filter((row) => weekOf(row['date_submitted']!) === start);
      const active = new Set(
        [...presented('studentVle').filter((row) => weekOf(row['date']!) === start), ...works].map((row) => row['id_student']),
      );
      expect([start, people, done]).toEqual([start, active.size, works.length]);
    }
  });

  test('has the clicks of each person in each week', async () => {
    const clicks = sums(presented('studentVle'), (row) => `${row['id_student']} ${weekOf(row['date']!)}`);
    const found = new Map<string, number>();
    for (const query of ['', '&left=true']) {
      const { weeks, items } = await everybody(query);
      for (const { person, weeks: counts } of items)
        for (const [at, count] of counts.entries()) if (count > 0) found.set(`${person.name!.replace('Student ', '')} ${weeks[at]}`, count);
    }
    // Works that were handed in are counted in the same cells.
    const parts = new Set(presented('assessments').map((row) => row['id_assessment']));
    for (const row of files['studentAssessment']!)
      if (parts.has(row['id_assessment']!) && row['is_banked'] === '0') {
        const key = `${row['id_student']} ${weekOf(row['date_submitted']!)}`;
        clicks.set(key, (clicks.get(key) ?? 0) + 1);
      }
    expect(found).toEqual(clicks);
  });

  test.each([0, 30, 100, 200])('has who was in it on day %i', async (day) => {
    const rows = presented('studentRegistration');
    const before = (text: string) => text !== '' && Number(text) <= day;
    const came = rows.filter((row) => before(row['date_registration'] === '' ? '0' : row['date_registration']!));
    const gone = came.filter((row) => before(row['date_unregistration']!));
    const { funnel, left } = await admin.get<CourseAnalytics>(`${path}?asOf=${dateOf(day)}`);
    expect([funnel.enrolled, left]).toEqual([came.length - gone.length, gone.length]);
  });

  test('has the results of each part of those who stayed', async () => {
    const stayed = new Set(
      presented('studentRegistration')
        .filter((row) => row['date_unregistration'] === '')
        .map((row) => row['id_student']),
    );
    const { parts } = await admin.get<CourseAnalytics>(path);
    const said = presented('assessments').map((assessment) => {
      const rows = files['studentAssessment']!.filter(
        (row) => row['id_assessment'] === assessment['id_assessment'] && row['score'] !== '' && stayed.has(row['id_student']),
      );
      const late = rows.filter((row) => row['is_banked'] === '0' && Number(row['date_submitted']) > Number(assessment['date']));
      const mean = rows.reduce((sum, row) => sum + Number(row['score']), 0) / rows.length;
      return [rows.length, late.length, rows.length === 0 ? null : Math.round(mean * 10) / 10];
    });
    expect(parts.map((part) => [part.in, part.late, part.mean])).toEqual(said);
  });
});
