/**
 * From an acknowledged submit to the `change` message of that very fact: at a subscribed socket of this process, and in a real browser
 * page. First with nothing else going on, then while four others take attempts as fast as they can. Both clocks are this machine's.
 */
import { join } from 'node:path';
import { comparePositions, type AttemptStarted, type Change, type Submitted } from '@lyceum/contracts';
import { io } from 'socket.io-client';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { Product, ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { takeAttempts } from './attempts.ts';
import { less, percentile } from './figures.ts';
import { LoadClient } from './http.ts';

const ATTEMPTS = 150;

const now = () => performance.timeOrigin + performance.now();

/** When each change of the student's line in the gradebook arrived. A line that changes twice within a batch is told of once. */
type Arrivals = readonly (readonly [position: string, at: number])[];

async function socketArrivals(url: string, token: string, room: string, student: string): Promise<Arrivals> {
  const arrivals: [string, number][] = [];
  const socket = io(url, { auth: { token }, transports: ['websocket'] });
  socket.on('change', ({ model, key, position }: Change) => {
    if (model === 'gradebook' && key.includes(student)) arrivals.push([position, now()]);
  });
  const answer = (await socket.timeout(10_000).emitWithAck('join', { room })) as { ok: boolean };
  if (!answer.ok) throw new Error(`the room was refused: ${JSON.stringify(answer)}`);
  return arrivals;
}

/** The same in a page of the product's own origin. */
async function pageArrivals(
  url: string,
  token: string,
  room: string,
  student: string,
): Promise<{ read(): Promise<Arrivals>; close(): Promise<void> }> {
  const browser = await openBrowser();
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url);
  await page.addScriptTag({ path: join(ROOT, 'node_modules/socket.io-client/dist/socket.io.min.js') });
  await page.evaluate(
    async ({ token: auth, room: name, student: whose }) => {
      const shared = globalThis as unknown as { io: typeof io; arrivals: [string, number][] };
      shared.arrivals = [];
      const socket = shared.io({ auth: { token: auth }, transports: ['websocket'] });
      socket.on('change', ({ model, key, position }: Change) => {
        if (model === 'gradebook' && key.includes(whose)) shared.arrivals.push([position, performance.timeOrigin + performance.now()]);
      });
      await socket.timeout(10_000).emitWithAck('join', { room: name });
    },
    { token, room, student },
  );
  return {
    read: () => page.evaluate(() => (globalThis as unknown as { arrivals: [string, number][] }).arrivals),
    close: () => browser.close(),
  };
}

/** One student takes attempts one after the other; the moment each submission was acknowledged, by its position. */
async function acknowledgements(product: Product, academy: Academy): Promise<Map<string, number>> {
  const client = new LoadClient(product.url, academy.students[0]!.token);
  const acknowledged = new Map<string, number>();
  for (let i = 0; i < ATTEMPTS; i++) {
    const { attemptId, paper } = (await client.post<AttemptStarted>(`/api/quizzes/${academy.quizId}/attempts`)).body;
    const { position } = await client.post<Submitted>(`/api/attempts/${attemptId}/submission`, { answers: academy.answers(paper) });
    acknowledged.set(position!, now());
  }
  client.close();
  return acknowledged;
}

const product = await Product.start();
try {
  const academy = await makeAcademy(product, { students: 5, questions: 10 });
  const room = `course:${academy.courseId}`;
  const { token } = academy.instructor;
  const student = academy.students[0]!.personId;
  const atSocket = await socketArrivals(product.url, token, room, student);
  const page = await pageArrivals(product.url, token, room, student);
  await acknowledgements(product, academy);
  for (const [name, busy] of [
    ['idle', false],
    ['4 others at full speed', true],
  ] as const) {
    const others = { ...academy, students: academy.students.slice(1) };
    const noise = busy ? takeAttempts(product, others, 4, 12) : Promise.resolve();
    const acknowledged = await acknowledgements(product, academy);
    const last = [...acknowledged.keys()].at(-1)!;
    const complete = (arrivals: Arrivals) => arrivals.some(([position]) => comparePositions(position, last) >= 0);
    await until('the socket has been told of every submission', () => complete(atSocket));
    await until('the page has been told of every submission', async () => complete(await page.read()));
    await noise;
    const inPage = await page.read();
    for (const [place, arrivals] of [
      ['a socket', atSocket],
      ['a browser page', inPage],
    ] as const) {
      const times = [...acknowledged].map(([position, at]) => arrivals.find(([seen]) => comparePositions(seen, position) >= 0)![1] - at);
      for (const share of [0.5, 0.95, 0.99])
        less(`push to ${place}, ${name}: p${share * 100}`, Math.max(0, percentile(times, share)), 'ms after the answer');
    }
  }
  await page.close();
} finally {
  await product.stop();
}
process.exit(0);
