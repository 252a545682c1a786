/**
 * The figures of the academy on a history that is real: what the API says after the import equals what is counted straight from the files.
 * One student of fourteen by default; all of them with LYCEUM_OULAD_WHOLE=1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CourseFigures, Overview, Page, Periods, QuizFigures } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { OULAD, saidIn, sliceOf, withoutOulad, type Said } from '../harness/oulad-files.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House } from './api-backend.ts';

const WHOLE = process.env['LYCEUM_OULAD_WHOLE'] === '1';
/** One of so many students is in the slice. */
const SLICE = 14;
const MINUTES = 60_000;

if (withoutOulad !== null) console.warn(`Left out: ${withoutOulad}`);

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

describe.skipIf(withoutOulad !== null)('on the history of the Open University', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oulad-slice-'));
  let house: House;
  let admin: Person;
  let said: ReadonlyMap<string, Said>;
  let courses: ReadonlyMap<string, string>;
  const every = async (check: (courseId: string, of: Said) => Promise<unknown>) => {
    for (const [name, of] of said) await check(courses.get(name)!, of);
  };
  const total = (of: (one: Said) => number) => sum([...said.values()].map(of));

  beforeAll(
    async () => {
      const source = WHOLE ? OULAD : sliceOf(folder, SLICE);
      said = saidIn(source);
      house = await House.build();
      const backend = await house.backend();
      admin = await backend.api.signIn(ADMIN);
      const operator = await backend.api.person('Olga', ['operator'], admin);
      const { code, err } = await new CommandLine(backend.url, operator.token).run('import', 'oulad', source, '--json');
      if (code !== 0) throw new Error(err);
      admin = await backend.api.signIn(ADMIN);
      // The command has its own positions: what it wrote is there once all of it is counted.
      const clicks = total((one) => sum(one.clicks.values()));
      await until('all is folded', async () => ((await admin.overview()).tally.counts.activity ?? 0) >= clicks, {
        seconds: WHOLE ? 1200 : 120,
      });
      const { items } = await admin.get<Page<CourseFigures>>('/api/analytics/courses?limit=200');
      courses = new Map(items.map(({ title, courseId }) => [title.replace(/^Module (\w+), (\w+)$/, '$1 $2'), courseId]));
    },
    (WHOLE ? 30 : 5) * MINUTES,
  );
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const overview = (query = '') => admin.get<Overview>(`/api/analytics/overview${query}`);

  test('every presentation is there', () => expect([...said.keys()].filter((name) => !courses.has(name))).toEqual([]));

  test('registrations and withdrawals, by presentation and of all', async () => {
    await every(async (courseId, { registrations, withdrawals }) =>
      expect((await overview(`?course=${courseId}`)).enrolments).toEqual({ active: registrations - withdrawals, left: withdrawals }),
    );
    const [registrations, withdrawals] = [total((one) => one.registrations), total((one) => one.withdrawals)];
    expect((await overview()).enrolments).toEqual({ active: registrations - withdrawals, left: withdrawals });
  });

  test('results and the distribution of scores, by presentation and of all', async () => {
    await every(async (courseId, { histogram }) => {
      const { grades } = await overview(`?course=${courseId}`);
      expect([grades.histogram, grades.graded]).toEqual([histogram, sum(histogram)]);
    });
    const { grades } = await overview();
    expect(grades.histogram).toEqual(Array.from({ length: 10 }, (_, tenth) => total(({ histogram }) => histogram[tenth]!)));
  });

  test('results and their mean, by assessment', async () => {
    await every(async (courseId, { assessments }) => {
      const { items } = await admin.get<{ items: QuizFigures[] }>(`/api/analytics/courses/${courseId}/quizzes`);
      const found = new Map(items.map(({ title, tally: { counts } }) => [/\((\d+)\)$/.exec(title)?.[1], counts]));
      for (const [id, { results, mean }] of assessments) {
        const { graded = 0, score = 0 } = found.get(id) ?? {};
        expect([id, graded]).toEqual([id, results]);
        // Nothing has no mean.
        expect(graded > 0 ? score / 100 / graded : 0).toBeCloseTo(results > 0 ? mean : 0, 6);
      }
      expect(items).toHaveLength(assessments.size);
    });
  });

  test('clicks by day, by presentation and of all', async () => {
    const byDay = async (days: readonly string[], query = '') => {
      // Without clicks any day has none.
      const [from, to] = [days[0] ?? '2013-10-01', days.at(-1) ?? '2013-10-01'];
      const { items } = await admin.get<Periods>(`/api/analytics/periods?from=${from}&to=${to}&span=day${query}`);
      return items.flatMap(({ start, counts }) => (counts.activity ? [[start!.slice(0, 10), counts.activity]] : []));
    };
    const all = new Map<string, number>();
    await every(async (courseId, { clicks }) => {
      for (const [day, count] of clicks) all.set(day, (all.get(day) ?? 0) + count);
      const days = [...clicks.keys()].toSorted();
      expect(await byDay(days, `&course=${courseId}`)).toEqual(days.map((day) => [day, clicks.get(day)]));
    });
    const days = [...all.keys()].toSorted();
    expect(await byDay(days)).toEqual(days.map((day) => [day, all.get(day)]));
  });
});
