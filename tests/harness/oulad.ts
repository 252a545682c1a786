/** A small history in the files of the Open University Learning Analytics Dataset, made up. */
import { mkdirSync, writeFileSync } from 'node:fs';
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
