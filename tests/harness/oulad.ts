/** Small histories in the files of the Open University Learning Analytics Dataset: one made up, and a slice of the real one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallHistory {
  readonly folder: string;
  readonly students: number;
  readonly registrations: number;
  readonly withdrawals: number;
  readonly results: number;
  /** Results that have a score, by tenths. */
  readonly histogram: readonly number[];
  readonly clicks: number;
}

/** Writes the files of one presentation of two modules with so many students each; half of the students are in both. */
export function writeOulad(folder: string, students: number): SmallHistory {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, ...lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\r\n')}\r\n`);
  const given = ['XXX,2013J', 'YYY,2014B'];
  const of = (at: number) => Array.from({ length: students }, (_, n) => 1000 + n + Math.ceil((at * students) / 2));
  const registrations = given.flatMap((presentation, at) =>
    of(at).map((student, n) => ({
      presentation,
      student,
      registered: n === 0 ? '' : String(-60 + n),
      left: n % 4 === 0 ? String(20 + n) : '',
    })),
  );
  const assessments = given.flatMap((presentation, at) => [0, 1].map((n) => ({ presentation, id: 100 * (at + 1) + n, due: 30 * (n + 1) })));
  const results = assessments.flatMap(({ presentation, id, due }, at) =>
    of(given.indexOf(presentation)).map((student, n) => ({
      id,
      student,
      day: due - 2 + (n % 4),
      score: n % 7 === 6 ? '' : String((n * 13 + at) % 101),
    })),
  );
  const clicks = of(0).flatMap((student, n) => [4, 1, 1].map((count) => `"XXX","2013J","${student}","546652","${-10 + n}","${count}"`));
  write('courses.csv', 'code_module,code_presentation,module_presentation_length', ...given.map((one) => `${one},268`));
  write(
    'assessments.csv',
    'code_module,code_presentation,id_assessment,assessment_type,date,weight',
    ...assessments.map(({ presentation, id, due }) => `${presentation},${id},TMA,${due},50`),
  );
  write(
    'studentRegistration.csv',
    'code_module,code_presentation,id_student,date_registration,date_unregistration',
    ...registrations.map(({ presentation, student, registered, left }) => `${presentation},${student},${registered},${left}`),
  );
  write(
    'studentAssessment.csv',
    'id_assessment,id_student,date_submitted,is_banked,score',
    ...results.map(({ id, student, day, score }) => `${id},${student},${day},0,${score}`),
  );
  write('vle.csv', 'id_site,code_module,code_presentation,activity_type,week_from,week_to', '546652,XXX,2013J,forumng,,');
  write('studentVle.csv', '"code_module","code_presentation","id_student","id_site","date","sum_click"', ...clicks);
  const histogram = Array.from({ length: 10 }, () => 0);
  for (const { score } of results) if (score !== '') histogram[Math.min(9, Math.floor(Number(score) / 10))]! += 1;
  return {
    folder,
    students: new Set(registrations.map(({ student }) => student)).size,
    registrations: registrations.length,
    withdrawals: registrations.filter(({ left }) => left !== '').length,
    results: results.length,
    histogram,
    clicks: clicks.length,
  };
}

/** The Open University's own files, where they lie beside the project; null where they do not. */
export const OULAD =
  ['shared/data/oulad', 'steering/shared/data/oulad']
    .map((path) => join(import.meta.dirname, '../../..', path))
    .find((path) => existsSync(path)) ?? null;

/** Writes what the files say of one presentation and its first students. */
export function sliceOulad(from: string, folder: string, [module, presentation]: readonly [string, string], students: number): void {
  mkdirSync(folder, { recursive: true });
  const fieldsOf = (line: string) => line.split(',').map((field) => field.replaceAll('"', ''));
  const slice = (name: string, wanted: (row: Readonly<Record<string, string>>) => boolean) => {
    const [head = '', ...lines] = readFileSync(join(from, name), 'utf8').trimEnd().split(/\r?\n/);
    const rows = lines.map((line) => ({
      line,
      row: Object.fromEntries(fieldsOf(head).map((field, at) => [field, fieldsOf(line)[at] ?? ''])),
    }));
    const kept = rows.filter(({ row }) => wanted(row));
    writeFileSync(join(folder, name), `${[head, ...kept.map(({ line }) => line)].join('\n')}\n`);
    return kept.map(({ row }) => row);
  };
  const ofIt = (row: Readonly<Record<string, string>>) => row['code_module'] === module && row['code_presentation'] === presentation;
  const some = new Set<string>();
  const isOfThem = (row: Readonly<Record<string, string>>) => {
    if (some.size < students) some.add(row['id_student']!);
    return some.has(row['id_student']!);
  };
  slice('courses.csv', ofIt);
  slice('vle.csv', ofIt);
  const assessments = new Set(slice('assessments.csv', ofIt).map((row) => row['id_assessment']));
  slice('studentRegistration.csv', (row) => ofIt(row) && isOfThem(row));
  slice('studentAssessment.csv', (row) => assessments.has(row['id_assessment']) && some.has(row['id_student']!));
  slice('studentVle.csv', (row) => ofIt(row) && some.has(row['id_student']!));
}
