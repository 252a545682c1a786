/**
 * A simulated academy, all of its features at once, to which everything happens that can: processes are killed, wires cut and slowed, the
 * disk is full, the clock jumps. Afterwards it is asked from its log whether anything acknowledged was lost or came twice, and whether the
 * rows that people read equal those that a rebuild gives.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../harness/client.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { until } from '../harness/until.ts';
import { LATEST, possible } from './faults.ts';
import { instructorDeeds } from './instructors.ts';
import { mail, payments, violations } from './invariants.ts';
import { People, through } from './people.ts';
import { randomFrom } from '../../backend/src/quizzes/paper/shuffle.ts';
import { between, pick } from './random.ts';
import { makeSchool, type Size } from './school.ts';
import { studentDeeds } from './students.ts';
import { makeWorld, type World } from './world.ts';

export interface Plan extends Size {
  /** How long people work while things happen. */
  readonly minutes: number;
  /** The same seed gives the same row of faults. */
  readonly seed: number;
  /** Hears what happens, a line each. */
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly faults: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly refusals: number;
  readonly repeats: number;
  readonly looks: number;
  readonly facts: number;
  readonly rows: number;
  readonly messages: number;
  readonly violations: readonly string[];
}

/** How long the academy may take to be well after a fault, and its clockwork to settle what was under way in the end, in seconds. */
const [WELL, SETTLED] = [90, 180];

async function strikeFor(world: World, { minutes, seed, say }: Plan, surprises: readonly string[]): Promise<Record<string, number>> {
  const random = randomFrom(String(seed));
  const faults = possible(world);
  if (!world.disk.canBeFull) say('This user may not mount a file system: the disk stays as it is.');
  const struck: Record<string, number> = {};
  const end = performance.now() + minutes * 60_000;
  while (performance.now() < end && surprises.length === 0) {
    await sleep(between(random, 500, 4000));
    const fault = pick(random, faults);
    const began = performance.now();
    const done = await fault.strike(world, random);
    await world.product.ready(WELL);
    struck[fault.name] = (struck[fault.name] ?? 0) + 1;
    say(`${done}; well again ${Math.round(performance.now() - began)} ms after it began`);
  }
  // Time has gone by: what was to happen at the latest of all clocks is due.
  world.setClock(LATEST + 60_000);
  return struck;
}

/** What is still wrong once everything had time to settle: payments under way end, mail is sent, rows catch up. */
const settled = async (read: () => Promise<readonly string[]>): Promise<readonly string[]> => {
  let left: readonly string[] = [];
  await until('nothing is left to settle', async () => (left = await read()).length === 0, { seconds: SETTLED, every: 2000 }).catch(
    () => undefined,
  );
  return left;
};

export async function runChaos(plan: Plan): Promise<Outcome> {
  const { say, seed } = plan;
  const world = await makeWorld(512 + Math.ceil(plan.minutes * 100));
  try {
    const { product, eventstore, mongo } = world;
    const made = await makeSchool(product, plan);
    const people = new Api(world.wires.people.url);
    const [students, instructors] = [await through(people, made.students), await through(people, made.instructors)];
    const own = new Map(instructors.map((one) => [one.personId, one]));
    const school = {
      ...made,
      students,
      instructors,
      courses: made.courses.map((one) => ({ ...one, instructor: own.get(one.instructor.personId)! })),
    };
    const since = headOf(await readLedger(eventstore.url));
    say(`${students.length} students and ${instructors.length} instructors begin`);
    const crowd = new People(school, seed);
    crowd.begin({ students: studentDeeds, instructors: instructorDeeds });
    const faults = await strikeFor(world, plan, crowd.surprises);
    await product.ready(WELL);
    await crowd.finish();
    for (const surprise of crowd.surprises) say(`NOT FAIR  ${surprise}`);
    say(`${crowd.acknowledged.commands} commands acknowledged; now it is looked at`);

    const strikes = Object.values(faults).reduce((sum, one) => sum + one, 0);
    const unsettled = await settled(async () => {
      const ledger = await readLedger(eventstore.url);
      return [...payments(ledger), ...mail(ledger, world.mail.received, strikes)];
    });
    const ledger = await readLedger(eventstore.url);
    await made.admin.signInAgain();
    const parked = await made.admin.get<{ items: readonly unknown[] }>('/api/operations/parked');
    const stores = { eventstoreUrl: eventstore.url, mongodbUrl: mongo.url, secretFile: join(product.data, 'secret') };
    const { rows, differences } = await compareWithRebuilt(stores, headOf(ledger));
    return {
      faults,
      commands: crowd.acknowledged.commands,
      refusals: crowd.refusals,
      repeats: crowd.repeats,
      looks: crowd.looks,
      facts: ledger.length,
      rows,
      messages: world.mail.received.length,
      violations: [
        ...crowd.surprises,
        ...unsettled,
        ...violations(ledger, since, crowd.acknowledged, school),
        ...parked.items.map((item) => `parked: ${JSON.stringify(item).slice(0, 300)}`),
        ...differences.map((line) => `live and rebuilt differ: ${line}`),
      ],
    };
  } finally {
    await world.end();
  }
}
