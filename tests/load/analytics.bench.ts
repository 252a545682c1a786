/**
 * Every query of the analytics pages over the whole history of the Open University, and over ten times as much of it: how long the API takes
 * to answer one after the other, in the middle and at the 99th of a hundred, beside the smallest answer that it gives in the same run.
 */
import type { Page as PageOf, CourseFigures, QuizFigures } from '@lyceum/contracts';
import { Node } from '../harness/node.ts';
import { ADMIN } from '../harness/product.ts';
import { less, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { bringIn, haveOulad } from './open-university.ts';

const TIMES = SHORT ? [1] : [1, 10];
const WARM_UP = 20;
const ASKED = 200;

/** Of whom and when it is asked: a course and an instructor of the history, and days that lie in it. */
interface Asked {
  readonly course: string;
  readonly instructor: string;
}

/** To be extended with each query that the pages come to ask. */
const QUERIES: Readonly<Record<string, (asked: Asked) => string>> = {
  'overview, the academy': () => 'overview',
  'overview, a course': ({ course }) => `overview?course=${course}`,
  'overview, an instructor': ({ instructor }) => `overview?instructor=${instructor}`,
  'overview, as of a day': () => 'overview?asOf=2014-03-15',
  'overview, as of a day, an instructor': ({ instructor }) => `overview?asOf=2014-03-15&instructor=${instructor}`,
  'overview, a stretch of time': () => 'overview?from=2013-11-07&to=2014-05-20',
  'periods, by day': () => 'periods?from=2013-10-01&to=2014-01-08&span=day',
  'periods, by day, a course': ({ course }) => `periods?from=2013-10-01&to=2014-01-08&span=day&course=${course}`,
  'periods, by week': () => 'periods?from=2013-01-01&to=2014-12-31&span=week',
  'periods, by month': () => 'periods?from=2012-01-01&to=2015-12-31&span=month',
  'periods, by month, an instructor': ({ instructor }) => `periods?from=2012-01-01&to=2015-12-31&span=month&instructor=${instructor}`,
  'courses, twenty': () => 'courses?limit=20',
  'courses of an instructor': ({ instructor }) => `courses?limit=20&instructor=${instructor}`,
  'quizzes of a course': ({ course }) => `courses/${course}/quizzes`,
  'facts behind enrolments': () => 'figures/enrolments/facts',
  'facts behind a tenth of the grades': () => 'figures/grades:7/facts',
  'facts behind a day': () => 'figures/enrolled:2014-01-15/facts',
};

async function times(client: LoadClient, path: string): Promise<number[]> {
  const ask = () => client.get(path, '0');
  for (let i = 0; i < WARM_UP; i++) await ask();
  const took: number[] = [];
  for (let i = 0; i < ASKED; i++) took.push(await timed(ask));
  return took;
}

async function measure(size: number): Promise<void> {
  const [eventstore, mongo] = await Promise.all([Node.start('eventstore'), Node.start('mongo')]);
  const product = await bringIn({ eventstore, mongo }, eventstore.folder, size).catch(async (error: unknown) => {
    await Promise.all([eventstore.stop(), mongo.stop()]);
    throw error;
  });
  const { token } = await product.api.signIn(ADMIN);
  const client = new LoadClient(product.url, token);
  try {
    const { items: courses } = (await client.get<PageOf<CourseFigures>>('/api/analytics/courses?limit=20', '0')).body;
    const { courseId: course, instructor } = courses[0]!;
    const { items: works } = (await client.get<{ items: QuizFigures[] }>(`/api/analytics/courses/${course}/quizzes`, '0')).body;
    if (works.length === 0) throw new Error('The first course has no work');
    const smallest = await times(client, '/api/health/live');
    for (const [name, path] of Object.entries(QUERIES)) {
      const took = await times(client, `/api/analytics/${path({ course, instructor: instructor.personId })}`);
      for (const share of [0.5, 0.99])
        less(`analytics, ${size} times the history: ${name}, p${share * 100}`, percentile(took, share), 'ms', {
          name: 'an answer without a query',
          figure: percentile(smallest, share),
        });
    }
  } finally {
    client.close();
    await product.stop();
    await Promise.all([eventstore.stop(), mongo.stop()]);
  }
}

if (haveOulad()) for (const size of TIMES) await measure(size);
