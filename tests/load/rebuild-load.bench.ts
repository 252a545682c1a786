/**
 * Every read model rebuilt at once and swapped while 50 students save answers and 200 others read: how long reads take (99th percentile)
 * beside how long they took just before, whether any reader missed a row, and whether in the end what is live equals what is folded anew.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BEGINNING, type AttemptStarted, type Rebuild } from '@lyceum/contracts';
import { makeAcademy } from '../harness/academy.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { until } from '../harness/until.ts';
import { writeHistory } from './academy-facts.ts';
import { less, more, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { Seeding } from './seeding.ts';

const EVENTS = SHORT ? 10_000 : 50_000;
const [WRITERS, READERS] = [50, 200];
/** Each thinks so long between two requests, in milliseconds. */
const THINKS = { writer: 1000, reader: 1000 };
const QUIET = SHORT ? 10_000 : 30_000;
const PROJECTIONS = '/api/operations/projections';

const product = await Product.start({ env: { LYCEUM_DEMO: '0' } });
const seeding = new Seeding(product);
let going = true;
let times: number[] = [];
let [missing, failed] = [0, 0];
const failures = new Map<string, number>();

function fails(error: unknown): void {
  failed++;
  const why = (error instanceof Error ? error.message : String(error)).replaceAll(/[0-9a-f-]{36}/g, 'ID').slice(0, 200);
  failures.set(why, (failures.get(why) ?? 0) + 1);
}

/** Does `act` again and again, with time to think in between. */
async function keeps(thinks: number, act: () => Promise<void>): Promise<void> {
  await sleep(Math.random() * thinks);
  while (going) {
    const took = await timed(() => act().catch(fails));
    await sleep(Math.max(0, thinks - took));
  }
}

/** An order of the operator is given again where the machine is too busy for it: the clients' own failures are what is counted. */
async function insists<T>(order: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await order();
    } catch (error) {
      if (tries === 20) throw error;
      fails(error);
      await sleep(1000);
    }
  }
}

async function reads(client: LoadClient, path: string): Promise<void> {
  let title: string | undefined;
  times.push(await timed(async () => (title = (await client.get<{ title?: string }>(path, BEGINNING)).body.title)));
  if (title === undefined) missing++;
}

try {
  const academy = await makeAcademy(product, { students: 1, questions: 4 });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
  const operator = await product.api.signIn(ADMIN);
  const { count } = await writeHistory(seeding.log, EVENTS);
  const students = await seeding.people(WRITERS + READERS);
  await seeding.enrol(
    academy.courseId,
    students.map(({ personId }) => personId),
  );
  const folded = async () => (await operator.projections()).every(({ lagEvents }) => lagEvents === 0);
  await until('all is folded', folded, { seconds: 300 });
  const clients = students.map(({ token }) => new LoadClient(product.url, token));
  const work = clients.map(async (client, at) => {
    if (at >= WRITERS) return keeps(THINKS.reader, () => reads(client, `/api/courses/${academy.courseId}`));
    const { attemptId, paper } = (await client.post<AttemptStarted>(`/api/quizzes/${academy.quizId}/attempts`)).body;
    const answers = Object.entries(academy.answers(paper, 2));
    let sequence = 0;
    return keeps(THINKS.writer, async () => {
      const [slot, answer] = answers[sequence++ % answers.length]!;
      await client.put(`/api/attempts/${attemptId}/answers/${slot}`, { answer, sequence });
    });
  });
  await sleep(5000);
  times = [];
  await sleep(QUIET);
  const quiet = times;
  times = [];
  const names = (await operator.projections()).map(({ name }) => name);
  const rebuilding = timed(async () => {
    const ordered: [name: string, rebuildId: string][] = [];
    for (const name of names)
      ordered.push([name, (await insists(() => operator.post<{ rebuildId: string }>(`${PROJECTIONS}/${name}/rebuilds`, {}))).rebuildId]);
    for (const [name, rebuildId] of ordered) {
      const path = `${PROJECTIONS}/${name}/rebuilds/${rebuildId}`;
      const in_ = (phase: string) => async () => {
        const state = await insists(() => operator.get<Rebuild>(path));
        if (state.phase === 'failed') throw new Error(`${name}: ${state.error}`);
        return state.phase === phase;
      };
      await until(`${name} is compared`, in_('compared'), { seconds: 900, every: 250 });
      await insists(() => operator.post(`${path}/swap`));
      await until(`${name} is swapped`, in_('swapped'), { seconds: 120, every: 250 });
    }
  });
  const took = await rebuilding;
  const busy = times;
  going = false;
  await Promise.all(work);
  const [before, during] = [percentile(quiet, 0.99), percentile(busy, 0.99)];
  const with_ = `${READERS} readers and ${WRITERS} writers`;
  less(`rebuild under load: reads beside ${with_}, 99th percentile, while all read models are rebuilt and swapped`, during, 'ms', {
    name: 'without the rebuild',
    figure: before,
  });
  less('rebuild under load: the same, median', percentile(busy, 0.5), 'ms', {
    name: 'without the rebuild',
    figure: percentile(quiet, 0.5),
  });
  more(`rebuild under load: ${count} events into all read models beside them, compared and swapped`, (count * 1000) / took, 'events/s');
  more('rebuild under load: reads', (busy.length * 1000) / took, 'reads/s', {
    name: 'without the rebuild',
    figure: (quiet.length * 1000) / QUIET,
  });
  less('rebuild under load: reads that missed a row', missing, 'reads');
  less('rebuild under load: reads and writes that were not answered', failed, 'requests');
  for (const [why, times] of failures) process.stderr.write(`${times} × ${why}\n`);
  const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
  const { rows, differences } = await compareWithRebuilt(stores, headOf(await readLedger(product.eventstoreUrl)));
  if (differences.length > 0) throw new Error(`${differences.length} of ${rows} rows differ, first:\n${differences[0]}`);
  for (const client of clients) client.close();
} finally {
  going = false;
  await seeding.log.close();
  await product.stop();
}
