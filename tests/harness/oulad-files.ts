/** The files of the Open University Learning Analytics Dataset, read straight: what the academy says of them is compared with this. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './product.ts';

export const OULAD = join(ROOT, '../shared/data/oulad');

/** Why a test with the files is left out; null where they are there. */
export const withoutOulad = existsSync(join(OULAD, 'courses.csv')) ? null : `the files of the data set are not at ${OULAD}`;

type Row = Readonly<Record<string, string>>;

function tableOf(
  folder: string,
  name: string,
): { readonly head: string; readonly lines: readonly string[]; readonly rows: readonly Row[] } {
  const path = join(folder, name);
  const [head = '', ...lines] = existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean) : [];
  const cells = (line: string) => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
  const names = cells(head);
  return { head, lines, rows: lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at]!, cell]))) };
}

/** `AAA 2013J`. */
const nameOf = ({ code_module, code_presentation }: Row): string => `${code_module} ${code_presentation}`;
const FILES = ['courses.csv', 'assessments.csv', 'studentRegistration.csv', 'studentAssessment.csv', 'vle.csv', 'studentVle.csv'] as const;

/** Writes the files with one of so many students, of all presentations that the files hold. */
export function sliceOf(folder: string, share: number): string {
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) {
    const { head, lines, rows } = tableOf(OULAD, file);
    const kept = ({ id_student }: Row) => id_student === undefined || Number(id_student) % share === 0;
    writeFileSync(join(folder, file), [head, ...lines.filter((_, at) => kept(rows[at]!)), ''].join('\r\n'));
  }
  return folder;
}

/** What the files say of a presentation. */
export interface Said {
  readonly registrations: number;
  readonly withdrawals: number;
  /** Results that have a score, by tenths; and for each assessment by its id how many and their mean. */
  readonly histogram: readonly number[];
  readonly assessments: ReadonlyMap<string, { readonly results: number; readonly mean: number }>;
  /** Clicks by day. */
  readonly clicks: ReadonlyMap<string, number>;
}

const MONTHS: Readonly<Record<string, number>> = { A: 0, B: 1, C: 2, D: 3, E: 4, F: 5, G: 6, H: 7, I: 8, J: 9, K: 10, L: 11 };
const dayOf = (term: string, days: string): string =>
  new Date(Date.UTC(Number(term.slice(0, 4)), MONTHS[term.slice(4)]!, 1 + Number(days))).toISOString().slice(0, 10);

export function saidIn(folder: string): ReadonlyMap<string, Said> {
  const registrations = Map.groupBy(tableOf(folder, 'studentRegistration.csv').rows, nameOf);
  const clicks = Map.groupBy(tableOf(folder, 'studentVle.csv').rows, nameOf);
  const assessments = Map.groupBy(tableOf(folder, 'assessments.csv').rows, nameOf);
  const results = Map.groupBy(tableOf(folder, 'studentAssessment.csv').rows, ({ id_assessment }) => id_assessment!);
  return new Map(
    tableOf(folder, 'courses.csv').rows.map((row): [string, Said] => {
      const name = nameOf(row);
      const registered = registrations.get(name) ?? [];
      const histogram = Array.from({ length: 10 }, () => 0);
      const byAssessment = (assessments.get(name) ?? []).map(({ id_assessment: id }) => {
        const scores = (results.get(id!) ?? []).flatMap(({ score }) => (score === '' || score === '?' ? [] : [Number(score)]));
        for (const score of scores) histogram[Math.min(9, Math.floor(score / 10))]!++;
        return [id!, { results: scores.length, mean: scores.reduce((sum, score) => sum + score, 0) / scores.length }] as const;
      });
      const byDay = new Map<string, number>();
      for (const { date, sum_click } of clicks.get(name) ?? []) {
        const day = dayOf(row['code_presentation']!, date!);
        byDay.set(day, (byDay.get(day) ?? 0) + Number(sum_click));
      }
      return [
        name,
        {
          registrations: registered.length,
          withdrawals: registered.filter(({ date_unregistration: left }) => left !== '' && left !== '?').length,
          histogram,
          assessments: new Map(byAssessment),
          clicks: byDay,
        },
      ];
    }),
  );
}
