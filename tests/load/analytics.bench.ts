/**
 * Every query of the analytics pages over the whole history of the Open University, and over ten times as much of it: how long the API takes
 * to answer one after the other, in the middle and at the 99th of a hundred, beside the smallest answer that it gives in the same run; and
 * how long the first look at a course takes after a start. `--times 1,10` says how much of it (the short form: once), `--data FOLDER` that
 * the data folder of an academy has that much of it already, which takes long to bring in.
 */
import { parseArgs } from 'node:util';
import type { CourseFigures, CourseMembers, Page as PageOf, QuizFigures } from '@lyceum/contracts';
import { Node } from '../harness/node.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { less, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { bringIn, haveOulad } from './open-university.ts';

const { values } = parseArgs({ options: { times: { type: 'string' }, data: { type: 'string' }, short: { type: 'boolean' } } });
const TIMES = values.times?.split(',').map(Number) ?? (SHORT ? [1] : [1, 10]);
const WARM_UP = 20;
const ASKED = 200;

/** Of whom and when it is asked: a course, somebody in it and an instructor of the history, and days that lie in it. */
interface Asked {
  readonly course: string;
  readonly person: string;
  readonly instructor: string;
}

/** To be extended with each query that the pages come to ask; below `/api/`. */
const QUERIES: Readonly<Record<string, (asked: Asked) => string>> = {
  'overview, the academy': () => 'analytics/overview',
  'overview, a course': ({ course }) => `analytics/overview?course=${course}`,
  'overview, an instructor': ({ instructor }) => `analytics/overview?instructor=${instructor}`,
  'overview, as of a day': () => 'analytics/overview?asOf=2014-03-15',
  'overview, as of a day, an instructor': ({ instructor }) => `analytics/overview?asOf=2014-03-15&instructor=${instructor}`,
  'overview, a stretch of time': () => 'analytics/overview?from=2013-11-07&to=2014-05-20',
  'periods, by day': () => 'analytics/periods?from=2013-10-01&to=2014-01-08&span=day',
  'periods, by day, a course': ({ course }) => `analytics/periods?from=2013-10-01&to=2014-01-08&span=day&course=${course}`,
  'periods, by week': () => 'analytics/periods?from=2013-01-01&to=2014-12-31&span=week',
  'periods, by month': () => 'analytics/periods?from=2012-01-01&to=2015-12-31&span=month',
  'periods, by month, an instructor': ({ instructor }) =>
    `analytics/periods?from=2012-01-01&to=2015-12-31&span=month&instructor=${instructor}`,
  'courses, twenty': () => 'analytics/courses?limit=20',
  'courses of an instructor': ({ instructor }) => `analytics/courses?limit=20&instructor=${instructor}`,
  'quizzes of a course': ({ course }) => `analytics/courses/${course}/quizzes`,
  'facts behind enrolments': () => 'analytics/figures/enrolments/facts',
  'facts behind a tenth of the grades': () => 'analytics/figures/grades:7/facts',
  'facts behind a day': () => 'analytics/figures/enrolled:2014-01-15/facts',
  'active people': () => 'analytics/people',
  'active people, as of a day': () => 'analytics/people?asOf=2014-03-15',
  'active people, as of a day, a course': ({ course }) => `analytics/people?asOf=2014-03-15&course=${course}`,
  'active people, as of a day, an instructor': ({ instructor }) => `analytics/people?asOf=2014-03-15&instructor=${instructor}`,
  'active people, as of a day, a role': () => 'analytics/people?asOf=2014-03-15&role=student',
  'use, by day': () => 'analytics/use?from=2013-10-01&to=2014-01-08&span=day',
  'use, by day, a course': ({ course }) => `analytics/use?from=2013-10-01&to=2014-01-08&span=day&course=${course}`,
  'use, by week': () => 'analytics/use?from=2013-01-01&to=2014-12-31&span=week',
  'use, by month': () => 'analytics/use?from=2012-01-01&to=2015-12-31&span=month',
  'use, by day, an instructor': ({ instructor }) => `analytics/use?from=2013-10-01&to=2014-01-08&span=day&instructor=${instructor}`,
  grades: () => 'analytics/grades',
  'grades, a tenth': () => 'analytics/grades?tenth=7',
  'grades, a tenth, a stretch of time': () => 'analytics/grades?tenth=7&from=2013-11-07&to=2014-05-20',
  'grades, a course': ({ course }) => `analytics/grades?course=${course}`,
  'grades, an instructor': ({ instructor }) => `analytics/grades?instructor=${instructor}`,
  'at this moment': () => 'analytics/now',
  reports: () => 'analytics/reports',
  'a course in figures': ({ course }) => `courses/${course}/analytics`,
  'a course in figures, as of a day': ({ course }) => `courses/${course}/analytics?asOf=2013-12-15`,
  'people of a course, by risk': ({ course }) => `courses/${course}/analytics/people?limit=40`,
  'people of a course, by name': ({ course }) => `courses/${course}/analytics/people?limit=40&sort=name`,
  'story of a person': ({ course, person }) => `courses/${course}/analytics/people/${person}`,
};

async function times(client: LoadClient, path: string): Promise<number[]> {
  const ask = () => client.get(path, '0');
  for (let i = 0; i < WARM_UP; i++) await ask();
  const took: number[] = [];
  for (let i = 0; i < ASKED; i++) took.push(await timed(ask));
  return took;
}

/** The courses with the most people, and how long the first look at the people of each takes. */
async function firstLooks(client: LoadClient, courses: readonly CourseFigures[]): Promise<{ took: readonly number[]; person: string }> {
  const took: number[] = [];
  let person = '';
  for (const { courseId } of courses)
    took.push(
      await timed(async () => {
        const { items } = (await client.get<CourseMembers>(`/api/courses/${courseId}/analytics/people?limit=40`, '0')).body;
        if (courseId === courses[0]!.courseId) person = items[0]!.person.personId;
      }),
    );
  return { took, person };
}

async function ask(product: Product, size: number): Promise<void> {
  const { token } = await product.api.signIn(ADMIN);
  const client = new LoadClient(product.url, token);
  const of = `analytics, ${size} times the history:`;
  try {
    const { items } = (await client.get<PageOf<CourseFigures>>('/api/analytics/courses?limit=100', '0')).body;
    const peopleOf = ({ tally }: CourseFigures) => tally.counts.enrolled ?? 0;
    const courses = items.toSorted((a, b) => peopleOf(b) - peopleOf(a)).slice(0, 10);
    const { courseId: course, instructor } = courses[0]!;
    const { items: works } = (await client.get<{ items: QuizFigures[] }>(`/api/analytics/courses/${course}/quizzes`, '0')).body;
    if (works.length === 0) throw new Error('The first course has no work');
    const { took: first, person } = await firstLooks(client, courses);
    for (const share of [0.5, 1]) less(`${of} the first look at the people of a course, p${share * 100}`, percentile(first, share), 'ms');
    const smallest = await times(client, '/api/health/live');
    for (const [name, path] of Object.entries(QUERIES)) {
      const took = await times(client, `/api/${path({ course, person, instructor: instructor.personId })}`);
      for (const share of [0.5, 0.99])
        less(`${of} ${name}, p${share * 100}`, percentile(took, share), 'ms', {
          name: 'an answer without a query',
          figure: percentile(smallest, share),
        });
    }
  } finally {
    client.close();
  }
}

async function measure(size: number): Promise<void> {
  const [eventstore, mongo] = await Promise.all([Node.start('eventstore'), Node.start('mongo')]);
  let product: Product | undefined;
  try {
    product = await bringIn({ eventstore, mongo }, eventstore.folder, size);
    await ask(product, size);
  } finally {
    await product?.stop();
    await Promise.all([eventstore.stop(), mongo.stop()]);
  }
}

/** The same of an academy that has the history already. */
async function measureIn(data: string, size: number): Promise<void> {
  const product = await Product.start({ data });
  try {
    // Where it was stopped before they had read all of it.
    const admin = await product.api.signIn(ADMIN);
    await until('the read models have got there', () => admin.overview(), { seconds: 1800, every: 500 });
    await ask(product, size);
  } finally {
    await product.stop();
  }
}

if (values.data !== undefined) await measureIn(values.data, TIMES[0]!);
else if (haveOulad()) for (const size of TIMES) await measure(size);
