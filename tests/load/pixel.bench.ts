/**
 * From an acknowledged command to the changed pixel: the count of attempts handed in on the analytics page of an admin, in a real Chromium,
 * while students start and hand in attempts, 50 commands a second, and 1, 100 or 1000 connections follow the same room. Beside a bare
 * Socket.IO server that tells as many connections, and a page that writes what it is told, in the same run. `--sockets 1,1000` says how many
 * are connected; `--legs` has it told where the time goes: to the log's feed, the row in the document store, a connection, the page's own.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptStarted } from '@lyceum/contracts';
import type { Page } from 'playwright-core';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { ADMIN, Product, ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk } from '../e2e/desk.ts';
import { less, percentile, SHORT } from './figures.ts';
import { LoadClient } from './http.ts';
import type { Legs, Seen } from './pixel-legs.ts';
import { Seeding, type Seated } from './seeding.ts';

const { values } = parseArgs({ options: { sockets: { type: 'string' } }, strict: false });
const SOCKETS = typeof values.sockets === 'string' ? values.sockets.split(',').map(Number) : SHORT ? [1, 100] : [1, 100, 1000];
const COMMANDS_A_SECOND = 50;
const SECONDS = SHORT ? 8 : 20;
const STUDENTS = 100;
/** Whether it is said where the time goes; that costs some of it. */
const LEGS = process.argv.includes('--legs');

const now = () => performance.timeOrigin + performance.now();

/** Another process of the bench, which ends with it; `last` is what it says then. */
function beside(file: string, ...args: readonly string[]) {
  const program = ['--conditions=development', '--import', '@oxc-node/core/register', join(ROOT, 'tests/load', file), ...args];
  const child = spawn(process.execPath, program, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString()));
    child.once('exit', (code) => fail(new Error(`${file} ended with ${code}`)));
  });
  said.catch(() => {});
  const end = () => child.stdin.end();
  const last = async () => {
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const over = new Promise((done) => child.stdout.once('end', done));
    end();
    await over;
    return Buffer.concat(chunks).toString();
  };
  return { said, end, last };
}

/**
 * Has pages tell whether they are within a frame, after which what was written is drawn without another being asked for; and notes when each
 * count of attempts came over their connection.
 */
async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript((row) => {
    const noted = globalThis as unknown as { inFrame: boolean; came: [count: number, at: number][] };
    const ask = globalThis.requestAnimationFrame.bind(globalThis);
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => (noted.inFrame = false));
    port1.start();
    globalThis.requestAnimationFrame = (draw) =>
      ask((at) => {
        if (!noted.inFrame) port2.postMessage(null);
        noted.inFrame = true;
        draw(at);
      });
    noted.came = [];
    const Plain = globalThis.WebSocket;
    globalThis.WebSocket = class extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => {
          if (typeof data !== 'string' || !data.includes(row)) return;
          noted.came.push([Number(/"submitted":(\d+)/.exec(data)?.[1] ?? 0), performance.timeOrigin + performance.now()]);
        });
      }
    };
  }, '"all|ever|"');
}

/** Notes when each number was painted that the element shows: once the frame that it was written in, or the next, has been drawn. */
async function watchFigure(page: Page, selector: string): Promise<void> {
  // A page behind another is not drawn.
  await page.bringToFront();
  await page.evaluate((where) => {
    const shown: [value: number, at: number][] = [];
    (globalThis as unknown as { shown: typeof shown }).shown = shown;
    const element = document.querySelector(where)!;
    const value = () => Number(/[\d,.\u202f\u00a0]+/.exec(element.textContent ?? '')?.[0].replace(/\D/g, '') ?? 0);
    let [last, waiting] = [value(), false];
    shown.push([last, performance.timeOrigin + performance.now()]);
    const drawn = () => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        waiting = false;
        shown.push([last, performance.timeOrigin + performance.now()]);
      });
      port1.start();
      port2.postMessage(null);
    };
    new MutationObserver(() => {
      const read = value();
      if (read === last) return;
      last = read;
      if (!waiting && (globalThis as unknown as { inFrame?: boolean }).inFrame) drawn();
      else if (!waiting) requestAnimationFrame(drawn);
      waiting = true;
    }).observe(element, { subtree: true, childList: true, characterData: true });
  }, selector);
}

const cameTo = (page: Page) => page.evaluate(() => (globalThis as unknown as { came: [count: number, at: number][] }).came);
const shownIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { shown: [value: number, at: number][] }).shown);

/** From each acknowledgement, in their order, to when so many were seen, in milliseconds. */
const delaysTo = (seen: Seen, before: number, acknowledged: readonly number[]): number[] =>
  acknowledged.toSorted((a, b) => a - b).map((at, i) => Math.max(0, (seen.find(([value]) => value > before + i)?.[1] ?? Number.NaN) - at));

/** From each acknowledgement to when so many were shown, in milliseconds. */
async function delays(page: Page, before: number, acknowledged: readonly number[]): Promise<number[]> {
  await until('all is shown', async () => (await shownIn(page)).at(-1)![0] >= before + acknowledged.length, { seconds: 120 });
  return delaysTo(await shownIn(page), before, acknowledged);
}

/** Does `command` so many times a second, whether the former ones are done or not. */
async function steadily(perSecond: number, seconds: number, command: (nth: number) => Promise<void>): Promise<void> {
  const began = performance.now();
  const going: Promise<void>[] = [];
  for (let nth = 0; nth < perSecond * seconds; nth++) {
    await sleep(Math.max(0, began + (nth * 1000) / perSecond - performance.now()));
    going.push(command(nth));
  }
  await Promise.all(going);
}

async function bare(page: Page, sockets: number): Promise<number[]> {
  const server = beside('bare-broadcast.ts');
  const url = `http://127.0.0.1:${/\d+/.exec(await server.said)![0]}`;
  const others = beside('watcher-sockets.ts', '--url', url, '--count', String(sockets));
  try {
    await others.said;
    await page.goto(url);
    await page.addScriptTag({ path: join(ROOT, 'node_modules/socket.io-client/dist/socket.io.min.js') });
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          const { io } = globalThis as unknown as { io: (typeof import('socket.io-client'))['io'] };
          const socket = io({ transports: ['websocket'] });
          socket.on('connect', () => done());
          socket.on('change', ({ told }: { told: number }) => (document.querySelector('[data-figure]')!.textContent = String(told)));
        }),
    );
    await watchFigure(page, '[data-figure]');
    const client = new LoadClient(url, '', 8);
    const acknowledged: number[] = [];
    await steadily(COMMANDS_A_SECOND, SECONDS, async () => {
      await client.post('/');
      acknowledged.push(now());
    });
    client.close();
    return await delays(page, 0, acknowledged);
  } finally {
    others.end();
    server.end();
  }
}

/** Seconds of a core that each part of the product has taken. */
const effort = (product: Product): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(product.usage()).map(([part, { cpuSeconds }]) => [part, cpuSeconds]));

/** Says where the time went: until when each leg was through, and what each part of the product worked for it. */
function reportLegs(product: Product, sockets: number, seen: Readonly<Record<string, Seen>>, since: Since): void {
  for (const [leg, at] of Object.entries(seen)) {
    const taken = delaysTo(at, since.shown, since.acknowledged);
    for (const share of [0.5, 0.95, 0.99])
      less(`pixel, ${sockets} connections: from an acknowledged command to ${leg}, p${share * 100}`, percentile(taken, share), 'ms');
  }
  for (const [part, used] of Object.entries(effort(product)))
    less(`pixel, ${sockets} connections: ${part} works`, ((used - since.effort[part]!) / SECONDS) * 1000, 'ms a second');
}

/** Where a measurement began: what was shown and worked before, and the commands since. */
interface Since {
  readonly shown: number;
  readonly effort: Readonly<Record<string, number>>;
  readonly acknowledged: readonly number[];
}

async function ours(page: Page, product: Product, academy: Academy, students: readonly Seated[], sockets: number): Promise<number[]> {
  const others = beside(
    ...(['watcher-sockets.ts', '--url', product.url, '--count', String(sockets)] as const),
    ...['--token', academy.admin.token, '--room', 'admin'],
  );
  const legs = LEGS
    ? beside(
        ...(['pixel-legs.ts', '--eventstore', product.eventstoreUrl, '--mongo', product.mongodbUrl] as const),
        ...['--secret', join(product.data, 'secret'), '--url', product.url, '--token', academy.admin.token],
      )
    : null;
  const clients = students.map(({ token }) => new LoadClient(product.url, token));
  try {
    await others.said;
    await legs?.said;
    await page.goto(`${product.url}/analytics`);
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await watchFigure(page, FIGURE);
    await sleep(1000);
    const before = (await shownIn(page)).at(-1)![0];
    const acknowledged: number[] = [];
    const workedBefore = effort(product);
    // One command of two is a start, the other hands in.
    await steadily(COMMANDS_A_SECOND / 2, SECONDS, async (nth) => {
      const client = clients[nth % clients.length]!;
      const { attemptId, paper } = (await client.post<AttemptStarted>(`/api/quizzes/${academy.quizId}/attempts`)).body;
      await client.post(`/api/attempts/${attemptId}/submission`, { answers: academy.answers(paper) });
      acknowledged.push(now());
    });
    const pushed = await delays(page, before, acknowledged);
    if (legs) {
      const seen = { ...(JSON.parse(await legs.last()) as Legs), page: await cameTo(page) };
      reportLegs(product, sockets, seen, { shown: before, effort: workedBefore, acknowledged });
    }
    return pushed;
  } finally {
    for (const client of clients) client.close();
    legs?.end();
    others.end();
  }
}

/** The count of attempts handed in; see Standing.svelte. */
const FIGURE = '[data-testid="counters"] .sheet:nth-child(4) .glow';

const product = await Product.start();
const browser = await openBrowser();
const seeding = new Seeding(product);
try {
  const academy = await makeAcademy(product, { students: 1, questions: 4 });
  const desk = await Desk.open(browser, product.url);
  await watchFrames(desk.page);
  await desk.signIn(ADMIN);
  const bareDesk = await browser.newContext({ bypassCSP: true });
  const barePage = await bareDesk.newPage();
  for (const sockets of SOCKETS) {
    // Their sessions last a quarter of an hour.
    const students = await seeding.people(STUDENTS);
    await seeding.enrol(
      academy.courseId,
      students.map(({ personId }) => personId),
    );
    await sleep(2000);
    const pushed = await ours(desk.page, product, academy, students, sockets);
    await desk.page.goto('about:blank');
    const plain = await bare(barePage, sockets);
    await barePage.goto('about:blank');
    const with_ = `${sockets} connections, ${COMMANDS_A_SECOND} commands a second`;
    for (const share of [0.5, 0.95, 0.99])
      less(`pixel, ${with_}: from an acknowledged command to the drawn figure, p${share * 100}`, percentile(pushed, share), 'ms', {
        name: 'bare Socket.IO broadcast',
        figure: percentile(plain, share),
      });
  }
} finally {
  await browser.close();
  await seeding.close();
  await product.stop();
}
process.exit(0);
