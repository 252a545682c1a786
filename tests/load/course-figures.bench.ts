/**
 * How long the questions of a course's analytics take while its people grow from 200 to 2,000, each with something done on twenty days and
 * two graded parts: the figures of the whole, a page of its people by risk and by name, one person's story, and a student's own progress.
 * Each beside the smallest (the short form: 200 and 1,000).
 */
import { instant, newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import type { Append } from './academy-facts.ts';
import { less, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { Seeding, type Seated } from './seeding.ts';

const SIZES = SHORT ? [200, 1000] : [200, 2000];
const REQUESTS = SHORT ? 200 : 500;
/** Programs that have just started get faster for a while, and the first look at a course reads all of it. */
const WARMING = 200;
const DAYS = 20;
const DAY = 86_400_000;
const ACTIVE = 5;
const AT_A_TIME = 1000;

interface Course {
  readonly courseId: Id;
  readonly columns: readonly Id[];
}

async function course(seeding: Seeding, instructorId: Id): Promise<Course> {
  const [courseId, columns] = [newId(), [newId(), newId()]];
  const of = { by: instructorId, at: Date.now() - 60 * DAY };
  await seeding.write([
    {
      ...of,
      stream: `course-${courseId}`,
      facts: [
        { type: 'courses.CourseCreated.v1', data: { courseId, instructorId, title: 'That grows', summary: '', seats: null } },
        { type: 'courses.CoursePublished.v1', data: { courseId } },
      ],
    },
    ...columns.map((columnId, at): Append => ({
      ...of,
      stream: `column-${columnId}`,
      facts: [{ type: 'quizzes.ColumnAdded.v1', data: { courseId, columnId, title: `Essay ${at + 1}`, maxScore: 100 } }],
    })),
  ]);
  return { courseId, columns };
}

/** More people who came before any of it; a thousand facts go into the log at once. */
function seats({ courseId }: Course, people: readonly Seated[]): Append[] {
  const enrolled = people.map(({ personId: studentId }): AcademyEvent => ({
    type: 'enrolments.StudentEnrolled.v1',
    data: { courseId, studentId, again: false },
  }));
  return Array.from({ length: Math.ceil(enrolled.length / AT_A_TIME) }, (_, at) => ({
    ...{ by: people[0]!.personId, at: Date.now() - 40 * DAY, stream: `roster-${courseId}` },
    facts: enrolled.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
  }));
}

/** What so many more people did on the days before today. */
function doings({ courseId, columns }: Course, people: readonly Seated[]): Append[] {
  const used = Array.from({ length: DAYS }, (_, ago): Append => ({
    ...{ by: people[0]!.personId, at: Date.now() - ago * DAY, stream: `activity-${newId()}` },
    facts: people
      .filter((_one, at) => (at + ago) % ACTIVE > 0)
      .map(({ personId }, at): AcademyEvent => ({
        type: 'activity.ActivityRecorded.v1',
        data: { activityId: newId(), courseId, personId, kind: 'forum', object: null, count: 1 + (at % 7) },
      })),
  }));
  const works = columns.map((columnId, nth): Append => ({
    ...{ by: people[0]!.personId, at: Date.now() - (nth + 3) * DAY, stream: `works-${columnId}` },
    facts: people
      .filter((_one, at) => (at + nth) % ACTIVE > 0)
      .map(({ personId: studentId }, at): AcademyEvent => ({
        type: 'quizzes.WorkGraded.v1',
        data: { courseId, columnId, studentId, score: 20 + (at % 80), maxScore: 100, former: null, lateSeconds: 0, carriedOver: false },
      })),
  }));
  return [...used, ...works];
}

const product = await Product.start();
const seeding = new Seeding(product);
try {
  const admin = await product.api.signIn(ADMIN);
  const client = new LoadClient(product.url, admin.token);
  const begun = await course(seeding, admin.personId);
  const people: Seated[] = [];
  const smallest = new Map<string, number>();
  for (const size of SIZES) {
    const more = await seeding.people(size - people.length);
    await seeding.write(seats(begun, more));
    await seeding.write(doings(begun, more));
    people.push(...more);
    const { position } = seeding;
    admin.saw(position);
    await until('the read models have got there', () => admin.overview(), { seconds: 900, every: 500 });
    const path = `/api/courses/${begun.courseId}/analytics`;
    const then = instant(Date.now() - 2 * DAY).slice(0, 10);
    const someone = (i: number) => people[(i * 7919) % people.length]!;
    const questions: Record<string, (i: number) => string> = {
      figures: () => path,
      'figures as of a day': () => `${path}?asOf=${then}`,
      'people by risk': () => `${path}/people?limit=40`,
      'people by name': () => `${path}/people?limit=40&sort=name`,
      story: (i) => `${path}/people/${someone(i).personId}`,
    };
    const ask = async (what: string, asking: LoadClient, pathOf: (i: number) => string) => {
      for (let i = 0; i < WARMING; i++) await asking.get(pathOf(i), position);
      const times: number[] = [];
      for (let i = 0; i < REQUESTS; i++) times.push(await timed(() => asking.get(pathOf(i), position)));
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const figure = percentile(times, share);
        const before = smallest.get(what + name) ?? figure;
        smallest.set(what + name, before);
        less(`a course of ${size.toLocaleString('en')}: ${what}, ${name}`, figure, 'ms', { name: `${SIZES[0]} people`, figure: before });
      }
    };
    for (const [what, pathOf] of Object.entries(questions)) await ask(what, client, pathOf);
    const student = new LoadClient(product.url, people[0]!.token);
    await ask('own progress', student, () => '/api/me/progress?zone=Europe/Kyiv');
    student.close();
  }
  client.close();
} finally {
  await seeding.close();
  await product.stop();
}
