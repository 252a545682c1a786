import { existsSync } from 'node:fs';
import type { GradingSettings, HistoryItem, HistoryItemOf, Id } from '@lyceum/contracts';
import { rowsOf } from './csv.ts';
import { dayOf, EPOCH, idOf, instantOf, type Presentation } from './dates.ts';
import { Occurrences } from './occurrences.ts';
import { fileOf, FILES, known, presentationOf, registeredOn, type Assessment, type Survey } from './survey.ts';

const DAY = 86_400_000;
/** Courses are there before the first registration for them. */
const BEFORE = 365 * DAY;
/** Results are in percent. */
const FULL = 100;

const studentId = (student: string): Id => idOf(`student ${student}`, EPOCH);
const teamId = (module: string): Id => idOf(`team ${module}`, EPOCH);
const courseId = ({ name, start }: Presentation): Id => idOf(`course ${name}`, start);
const columnId = ({ id, of }: Assessment, { start }: Presentation): Id => idOf(`assessment ${of} ${id}`, start);

const madeAt = ({ start }: Presentation): string => instantOf(start - BEFORE);

/** How many items there are. */
export const countOf = ({ presentations, assessments, students, registrations, withdrawals, results, clicks }: Survey): number =>
  modulesOf(presentations).length +
  2 * presentations.size +
  assessments.size +
  students.size +
  registrations +
  withdrawals +
  results +
  clicks;

/** All that the files say, as items of a history, always in the same order; dates are those of the files. */
export async function* itemsOf(of: Survey): AsyncGenerator<HistoryItem, void, undefined> {
  yield* teams(of);
  yield* courses(of);
  yield* people(of);
  yield* seats(of);
  yield* results(of);
  yield* clicks(of);
}

const modulesOf = (presentations: Survey['presentations']): readonly (readonly [string, readonly Presentation[]])[] => [
  ...Map.groupBy(presentations.values(), ({ module }) => module),
];

/** The files name nobody who teaches: a module has a team. */
function* teams({ presentations }: Survey): Generator<HistoryItemOf<'person'>> {
  for (const [module, given] of modulesOf(presentations)) {
    const at = instantOf(Math.min(...given.map(({ start }) => start)) - BEFORE);
    const email = `team-${module.toLowerCase()}@oulad.example`;
    yield { kind: 'person', personId: teamId(module), name: `Team of module ${module}`, email, role: 'instructor', at };
  }
}

function* courses({ presentations, assessments }: Survey): Generator<HistoryItem> {
  for (const presentation of presentations.values()) {
    const { name, module, term, days, start } = presentation;
    const of = { courseId: courseId(presentation), at: madeAt(presentation) };
    const summary = `Module ${module} of the Open University as it was given from ${instantOf(start).slice(0, 10)} for ${days} days. From the Open University Learning Analytics Dataset (CC BY 4.0).`;
    yield { kind: 'course', ...of, instructorId: teamId(module), title: `Module ${module}, ${term}`, summary, term: termOf(presentation) };
    const own = [...assessments.values()].filter((assessment) => assessment.of === name);
    for (const assessment of own) {
      const { kind, number, id } = assessment;
      yield { kind: 'column', ...of, columnId: columnId(assessment, presentation), title: `${kind} ${number} (${id})`, maxScore: FULL };
    }
    yield { kind: 'grading', ...of, settings: gradingOf(own, presentation) };
  }
}

/** The first day and the last of a presentation. */
const termOf = ({ start, days }: Presentation) => ({
  begins: instantOf(start).slice(0, 10),
  ends: instantOf(start + (days - 1) * DAY).slice(0, 10),
});

/** Weights are those of the files; what is missing does not count. */
function gradingOf(assessments: readonly Assessment[], presentation: Presentation): GradingSettings {
  const columns = assessments.map((one) => [columnId(one, presentation), { categoryId: null, weight: one.weight, hidden: false }] as const);
  return {
    total: 'weighted',
    categories: [],
    columns: Object.fromEntries(columns),
    missing: 'ignore',
    late: { perDay: 0, most: 100 },
    letters: [],
  };
}

/** The files have no names and no addresses: numbers stand for them, at a domain that can never be. */
function* people({ students }: Survey): Generator<HistoryItemOf<'person'>> {
  for (const [student, earliest] of students) {
    const [personId, at] = [studentId(student), instantOf(earliest)];
    yield { kind: 'person', personId, name: `Student ${student}`, email: `student-${student}@oulad.example`, role: 'student', at };
  }
}

/** Registrations and withdrawals as they came, day by day. */
async function* seats({ folder, presentations }: Survey): AsyncGenerator<HistoryItem> {
  const moves: HistoryItemOf<'enrolment' | 'withdrawal'>[] = [];
  const columns = ['code_module', 'code_presentation', 'id_student', 'date_registration', 'date_unregistration'];
  for await (const row of rowsOf(fileOf(folder, FILES.registrations), columns)) {
    const presentation = known(presentations, presentationOf(row), FILES.registrations);
    const of = { courseId: courseId(presentation), personId: studentId(row['id_student']!) };
    const day = (days: string) => instantOf(dayOf(presentation.start, days));
    moves.push({ kind: 'enrolment', ...of, at: day(registeredOn(row)) });
    if (row['date_unregistration'] !== '') moves.push({ kind: 'withdrawal', ...of, at: day(row['date_unregistration']!) });
  }
  const order = ({ at, kind }: HistoryItem) => `${at} ${kind}`;
  yield* moves.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

async function* results({ folder, presentations, assessments }: Survey): AsyncGenerator<HistoryItemOf<'work'>> {
  for await (const row of rowsOf(fileOf(folder, FILES.results), ['id_assessment', 'id_student', 'date_submitted', 'is_banked', 'score'])) {
    const assessment = known(assessments, row['id_assessment']!, FILES.results);
    const presentation = known(presentations, assessment.of, FILES.results);
    const { date_submitted: submitted = '', score = '' } = row;
    const carriedOver = row['is_banked'] === '1';
    const late = carriedOver || assessment.due === null ? 0 : Math.max(0, Number(submitted) - assessment.due);
    yield {
      kind: 'work',
      courseId: courseId(presentation),
      columnId: columnId(assessment, presentation),
      personId: studentId(row['id_student']!),
      score: score === '' ? null : Number(score),
      lateSeconds: (late * DAY) / 1000,
      carriedOver,
      at: instantOf(dayOf(presentation.start, submitted)),
    };
  }
}

/** Rows that say the same to the letter are several clicks all the same. */
async function* clicks({ folder, presentations, sites, clicksInOrder }: Survey): AsyncGenerator<HistoryItemOf<'activity'>> {
  const path = fileOf(folder, FILES.clicks);
  if (!existsSync(path)) return;
  const occurrences = new Occurrences(clicksInOrder);
  const columns = ['code_module', 'code_presentation', 'id_student', 'id_site', 'date', 'sum_click'];
  for await (const row of rowsOf(path, columns)) {
    const presentation = known(presentations, presentationOf(row), FILES.clicks);
    const { id_student: student = '', id_site: site = '', date = '', sum_click: count = '' } = row;
    const at = dayOf(presentation.start, date);
    const said = `${student} ${site} ${count}`;
    const nth = occurrences.next(`${presentation.name} ${date}`, said);
    yield {
      kind: 'activity',
      courseId: courseId(presentation),
      personId: studentId(student),
      activityId: idOf(`clicks ${presentation.name} ${date} ${said} ${nth}`, at),
      what: sites.get(site) ?? 'site',
      object: site === '' ? null : site,
      count: Number(count),
      at: instantOf(at),
    };
  }
}
