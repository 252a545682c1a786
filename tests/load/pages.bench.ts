/**
 * What the first page costs a visitor whose browser knows nothing of the academy: script, style and everything, compressed as it comes, and
 * how long it takes until something is painted and until the page's scripts run. For who is not signed in, and each role's own.
 */
import type { Browser } from 'playwright-core';
import { makeAcademy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Credentials } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { Desk } from '../e2e/desk.ts';
import { less, percentile, SHORT } from './figures.ts';

const ROUNDS = SHORT ? 3 : 9;

/** One visit: kB over the wire by kind, and milliseconds. */
interface Visit {
  readonly script: number;
  readonly style: number;
  readonly all: number;
  readonly painted: number;
  readonly ready: number;
}

/** Opens a page whose files were never fetched before. */
async function visit(desk: Desk, path: string): Promise<Visit> {
  const client = await desk.context.newCDPSession(desk.page);
  await client.send('Network.clearBrowserCache');
  await client.detach();
  const began = performance.now();
  await desk.go(path);
  const ready = performance.now() - began;
  await desk.page.waitForLoadState('networkidle');
  const seen = await desk.page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const page = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
    const sum = (some: readonly PerformanceResourceTiming[]) => some.reduce((bytes, one) => bytes + one.encodedBodySize, 0) / 1000;
    const named = (ending: string) => files.filter(({ name }) => new URL(name).pathname.endsWith(ending));
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
    return { script: sum(named('.js')), style: sum(named('.css')), all: sum([page, ...files]), painted };
  });
  return { ...seen, ready };
}

async function measure(browser: Browser, product: Product, who: string, person: Credentials | null, path: string): Promise<void> {
  const desk = await Desk.open(browser, product.url);
  try {
    if (person) await desk.signIn(person);
    const visits: Visit[] = [];
    for (let i = 0; i < ROUNDS; i++) visits.push(await visit(desk, path));
    const median = (of: keyof Visit) =>
      percentile(
        visits.map((one) => one[of]),
        0.5,
      );
    const name = `pages: ${who}, ${path}`;
    for (const kind of ['script', 'style', 'all'] as const) less(`${name}: ${kind === 'all' ? 'all bytes' : kind}`, median(kind), 'kB');
    less(`${name}: first painted`, median('painted'), 'ms');
    less(`${name}: its scripts run`, median('ready'), 'ms');
  } finally {
    await desk.close();
  }
}

const product = await Product.start();
const browser = await openBrowser();
try {
  const { students, instructor } = await makeAcademy(product, { students: 1, questions: 10 });
  for (const [who, person, path] of [
    ['nobody', null, '/'],
    ['nobody', null, '/sign-in'],
    ['a student', students[0]!.credentials, '/'],
    ['an instructor', instructor.credentials, '/'],
    ['an admin', ADMIN, '/'],
    ['an admin', ADMIN, '/analytics'],
  ] as const)
    await measure(browser, product, who, person, path);
} finally {
  await browser.close();
  await product.stop();
}
