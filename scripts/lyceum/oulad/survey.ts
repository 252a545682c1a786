import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../bootstrap/failure.mjs';
import { rowsOf } from './csv.ts';
import { dayOf, type Presentation } from './dates.ts';
import { DaysInOrder } from './occurrences.ts';

/** The files that are read; clicks may be missing. */
export const FILES = {
  courses: 'courses.csv',
  assessments: 'assessments.csv',
  registrations: 'studentRegistration.csv',
  results: 'studentAssessment.csv',
  sites: 'vle.csv',
  clicks: 'studentVle.csv',
} as const;

const NEEDED = [FILES.courses, FILES.assessments, FILES.registrations, FILES.results];

export interface Assessment {
  readonly id: string;
  readonly of: string;
  readonly kind: string;
  /** Its number among those of its kind in the presentation. */
  readonly number: number;
  /** The day of the presentation on which it is due; null where the file does not say. */
  readonly due: number | null;
  readonly weight: number;
}

/** All that must be known before the first item: it grows with people and presentations, not with what they did. */
export interface Survey {
  readonly folder: string;
  /** Of all files: the same files are the same import. */
  readonly fingerprint: string;
  readonly presentations: ReadonlyMap<string, Presentation>;
  readonly assessments: ReadonlyMap<string, Assessment>;
  /** What each site of a presentation is. */
  readonly sites: ReadonlyMap<string, string>;
  /** Everybody who is named, with the earliest day (milliseconds) on which they are. */
  readonly students: ReadonlyMap<string, number>;
  readonly registrations: number;
  readonly withdrawals: number;
  readonly results: number;
  readonly clicks: number;
  readonly clicksInOrder: boolean;
}

export const presentationOf = (row: Readonly<Record<string, string>>): string => `${row['code_module']} ${row['code_presentation']}`;

export const fileOf = (folder: string, name: string): string => join(folder, name);

/** Reads the files once through. @throws Failure where one is missing or names what another does not have */
export async function survey(folder: string): Promise<Survey> {
  const missing = NEEDED.filter((name) => !existsSync(fileOf(folder, name)));
  if (missing.length > 0)
    throw new Failure(`${folder} has no ${missing.join(', ')}`, 'Name the folder that holds the files of the OULAD data set', 2);
  const presentations = await presentationsIn(folder);
  const assessments = await assessmentsIn(folder, presentations);
  const sites = await sitesIn(folder);
  const students = new Map<string, number>();
  const meet = (student: string, at: number) => {
    const earliest = students.get(student);
    if (earliest === undefined || at < earliest) students.set(student, at);
  };
  const counts = { registrations: 0, withdrawals: 0, results: 0, clicks: 0 };
  const columns = ['code_module', 'code_presentation', 'id_student', 'date_registration', 'date_unregistration'];
  for await (const row of rowsOf(fileOf(folder, FILES.registrations), columns)) {
    const { start } = known(presentations, presentationOf(row), FILES.registrations);
    counts.registrations++;
    if (row['date_unregistration'] !== '') counts.withdrawals++;
    meet(row['id_student']!, dayOf(start, registeredOn(row)));
  }
  for await (const row of rowsOf(fileOf(folder, FILES.results), ['id_assessment', 'id_student', 'date_submitted'])) {
    const { of } = known(assessments, row['id_assessment']!, FILES.results);
    counts.results++;
    meet(row['id_student']!, dayOf(known(presentations, of, FILES.results).start, row['date_submitted']!));
  }
  const days = new DaysInOrder();
  const clicks = fileOf(folder, FILES.clicks);
  if (existsSync(clicks))
    for await (const row of rowsOf(clicks, ['code_module', 'code_presentation', 'id_student', 'date'])) {
      counts.clicks++;
      days.meet(`${presentationOf(row)} ${row['date']}`);
      meet(row['id_student']!, dayOf(known(presentations, presentationOf(row), FILES.clicks).start, row['date']!));
    }
  return {
    folder,
    fingerprint: await fingerprintOf(folder),
    presentations,
    assessments,
    sites,
    students,
    ...counts,
    clicksInOrder: days.inOrder,
  };
}

/** Where a file does not say on which day somebody registered: on the day on which they left, or the presentation began. */
export function registeredOn(row: Readonly<Record<string, string>>): string {
  const { date_registration: registered = '', date_unregistration: left = '' } = row;
  if (registered !== '') return registered;
  return left !== '' && Number(left) < 0 ? left : '0';
}

/** @throws Failure */
export function known<T>(things: ReadonlyMap<string, T>, key: string, file: string): T {
  const thing = things.get(key);
  if (thing === undefined) throw new Failure(`${file} names ${key}, which no other file has`, 'The files must belong together');
  return thing;
}

async function presentationsIn(folder: string): Promise<ReadonlyMap<string, Presentation>> {
  const found = new Map<string, Presentation>();
  const columns = ['code_module', 'code_presentation', 'module_presentation_length'];
  for await (const row of rowsOf(fileOf(folder, FILES.courses), columns)) {
    const { code_module: module, code_presentation: term, module_presentation_length: length } = row;
    const name = presentationOf(row);
    found.set(name, { name, module: module!, term: term!, days: Number(length), start: startOf(term!) });
  }
  return found;
}

/** 2013B begins on 1 February 2013, 2013J on 1 October: the letter is the month. @throws Failure */
function startOf(term: string): number {
  const [, year, letter] = /^(\d{4})([A-L])$/.exec(term) ?? [];
  if (year === undefined || letter === undefined)
    throw new Failure(`${term} is no presentation`, 'It is a year and the letter of a month, such as 2013J');
  return Date.UTC(Number(year), letter.charCodeAt(0) - 'A'.charCodeAt(0), 1);
}

async function assessmentsIn(folder: string, presentations: ReadonlyMap<string, Presentation>): Promise<ReadonlyMap<string, Assessment>> {
  const into = new Map<string, Assessment>();
  const numbers = new Map<string, number>();
  const columns = ['code_module', 'code_presentation', 'id_assessment', 'assessment_type', 'date', 'weight'];
  for await (const row of rowsOf(fileOf(folder, FILES.assessments), columns)) {
    const { id_assessment: id = '', assessment_type: kind = '', date = '', weight = '' } = row;
    const of = presentationOf(row);
    known(presentations, of, FILES.assessments);
    const number = (numbers.get(`${of} ${kind}`) ?? 0) + 1;
    numbers.set(`${of} ${kind}`, number);
    into.set(id, { id, of, kind, number, due: date === '' ? null : Number(date), weight: Number(weight) });
  }
  return into;
}

async function sitesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const sites = new Map<string, string>();
  const path = fileOf(folder, FILES.sites);
  if (existsSync(path))
    for await (const row of rowsOf(path, ['id_site', 'activity_type'])) sites.set(row['id_site']!, row['activity_type']!);
  return sites;
}

async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of Object.values(FILES)) {
    hash.update(`${name}\n`);
    const path = fileOf(folder, name);
    if (existsSync(path)) for await (const part of createReadStream(path)) hash.update(part as Buffer);
  }
  return hash.digest('hex');
}
