/** How well who is at risk is told, on an imported history of the Open University: presentations are told by models that have not seen them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadModels, type CourseRow } from '@lyceum/projections';
import { openReadStore } from '@lyceum/stores';
import { Board } from '../../backend/src/analytics/course/board.ts';
import { dayOf } from '../../backend/src/analytics/course/days.ts';
import { Cohorts } from '../../backend/src/analytics/course/members.ts';
import { partsOf } from '../../backend/src/analytics/course/parts.ts';
import { atThreshold, auc } from '../../backend/src/analytics/course/risk/auc.ts';
import { SIGNS } from '../../backend/src/analytics/course/risk/features.ts';
import { THRESHOLD } from '../../backend/src/analytics/course/risk/learning.ts';
import { chanceOf, fit } from '../../backend/src/analytics/course/risk/regression.ts';
import { companyOf, reasonsOf } from '../../backend/src/analytics/course/risk/rules.ts';
import { samplesOf, type Run, type Sample } from '../../backend/src/analytics/course/risk/samples.ts';
import { standingsOf } from '../../backend/src/analytics/course/standing.ts';

/** Weeks of the course after which everybody is looked at. */
export const WEEKS = [0, 2, 4, 6, 8, 12, 16, 20, 24];
/** By then everything of the imported years is known. */
const KNOWN = dayOf('2016-01-01');

/** A presentation with the results that the files give. */
export interface Presentation extends Run {
  readonly module: string;
  /** By person: whether they withdrew or failed. */
  readonly official: ReadonlyMap<string, 0 | 1>;
}

const csv = (folder: string, name: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',').map((cell) => cell.replaceAll('"', ''));
  return lines.map((line) => {
    const cells = line.split(',').map((cell) => cell.replaceAll('"', ''));
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
};

/** All presentations of an academy into which the files in `folder` were imported. */
export async function presentationsOf(mongoUrl: string, folder: string): Promise<readonly Presentation[]> {
  const store = openReadStore({ url: mongoUrl });
  const models = new ReadModels(store);
  try {
    const given = new Map(csv(folder, 'courses.csv').map((row) => [`${row['code_module']}, ${row['code_presentation']}`, row]));
    const info = Map.groupBy(csv(folder, 'studentInfo.csv'), (row) => `${row['code_module']}, ${row['code_presentation']}`);
    const { items } = await models.courses.page({ of: 'all', limit: 200 });
    const cohorts = new Cohorts();
    const found: Presentation[] = [];
    for (const course of items) {
      const name = course.title.replace(/^Module /, '');
      if (given.has(name)) found.push(await presentation(models, cohorts, course, name, info.get(name) ?? []));
    }
    return found;
  } finally {
    await models.close();
    await store.close();
  }
}

async function presentation(
  models: ReadModels,
  cohorts: Cohorts,
  { courseId, title }: CourseRow,
  name: string,
  info: readonly Record<string, string>[],
): Promise<Presentation> {
  const board = new Board(courseId);
  await board.refresh(models, []);
  const cohort = cohorts.of(board, partsOf([], await models.gradings.find(courseId)));
  const names = await models.people.names(cohort.members.map(({ personId }) => personId));
  const results = new Map(info.map((row) => [`Student ${row['id_student']}`, row['final_result']]));
  const official = new Map(
    [...names].map(([personId, student]) => [personId, ['Withdrawn', 'Fail'].includes(results.get(student ?? '') ?? '') ? 1 : 0] as const),
  );
  const [, year, letter] = /(\d{4})([A-L])$/.exec(name)!;
  const begins = Date.UTC(Number(year), letter!.charCodeAt(0) - 'A'.charCodeAt(0), 1) / 86_400_000;
  return { courseId, title, cohort, begins, passMark: 40, ended: true, module: name.split(',')[0]!, official };
}

/** What one presentation came to after so many weeks, told by the others of its module. */
export interface Told {
  readonly name: string;
  readonly week: number;
  readonly people: number;
  readonly bad: number;
  readonly learntFrom: number;
  /** Area under the curve of the model, and of each sign alone (of what is less for who is at risk, less is more). */
  readonly auc: number;
  readonly official: number;
  readonly signs: Readonly<Record<string, number>>;
  /** And of how many plain signs somebody shows. */
  readonly rules: number;
  readonly precision: number | null;
  readonly found: number;
}

/** Signs of which less stands for risk. */
const LESS = new Set(['use', 'recentUse', 'days', 'results', 'lastResult', 'early']);

/** How many plain signs each of the people shows after so many weeks. */
function hits({ cohort, begins, passMark }: Presentation, week: number): ReadonlyMap<string, number> {
  const day = begins! + week * 7 - 1;
  const standings = standingsOf(cohort, { day, ended: false, passMark });
  const company = companyOf(standings);
  return new Map(standings.all.map((one) => [one.member.personId, reasonsOf(one, company, { day, passMark }, begins).length]));
}

export function tell(all: readonly Presentation[], week: number): readonly Told[] {
  const samples = new Map(all.map((one) => [one.courseId, samplesOf(one, week * 7, KNOWN)]));
  return all.flatMap((one): Told[] => {
    const others = all.filter((other) => other.module === one.module && other.courseId !== one.courseId);
    const train = others.flatMap((other) => samples.get(other.courseId)!);
    const test = samples.get(one.courseId)!;
    if (train.length === 0 || test.length === 0) return [];
    const row = (sample: Sample) => sample.row;
    const model = fit(
      train.map(row),
      train.map(({ bad }) => bad),
    );
    const scores = test.map((sample) => chanceOf(model, sample.row));
    const bad = test.map((sample) => sample.bad);
    const official = test.map(({ personId }) => one.official.get(personId) ?? 0);
    const shown = hits(one, week);
    const signs = SIGNS.map((sign, at) => [
      sign,
      auc(
        test.map((sample) => sample.row[at]! * (LESS.has(sign) ? -1 : 1)),
        bad,
      ) ?? 0.5,
    ]);
    return [
      {
        name: one.title.replace(/^Module /, ''),
        week,
        people: test.length,
        bad: bad.filter(Boolean).length,
        learntFrom: train.length,
        auc: auc(scores, bad) ?? 0.5,
        official: auc(scores, official) ?? 0.5,
        signs: Object.fromEntries(signs),
        rules:
          auc(
            test.map(({ personId }) => shown.get(personId) ?? 0),
            bad,
          ) ?? 0.5,
        ...atThreshold(scores, bad, THRESHOLD),
      },
    ];
  });
}

/** The mean over presentations, by how many people each tells of. */
export const meanOf = (told: readonly Told[], of: (one: Told) => number): number =>
  told.reduce((sum, one) => sum + of(one) * one.people, 0) / told.reduce((sum, { people }) => sum + people, 0);
