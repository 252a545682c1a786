/**
 * kill -9 of each process, and of all of them at once, while people take quizzes, save answers, enrol and leave. Afterwards the log holds
 * what was acknowledged, no more and no less, and the live read models equal those rebuilt from it, byte for byte.
 *
 * In `npm test` each process is killed once. The long form, 20 times each:
 *
 *     LYCEUM_FAULT_ROUNDS=20 npm test -- tests/faults/kill.test.ts
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { PARTS, Product } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { brokenStreams, disagreements, mostAtOnce } from './acknowledged.ts';
import { Workload } from './workload.ts';

const ROUNDS = Number(process.env.LYCEUM_FAULT_ROUNDS ?? 1);
const TAKERS = 5;
/** One fewer than those who want them. */
const SEATS = 2;

let product: Product;
let academy: Academy;
let rosterId: string;

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 8, enrolled: TAKERS, questions: 4 });
  rosterId = await academy.instructor.createCourse({ title: 'Come and go', seats: SEATS });
  await academy.instructor.publishCourse(rosterId);
}, 300_000);

afterAll(() => product?.stop());

/** Moments at which a kill may come: at once, in the middle of it, when caches are warm. */
const moment = () => sleep(50 + Math.random() * 600);

test(
  `each process killed ${ROUNDS} times under load: nothing acknowledged is lost, nothing is there twice`,
  async () => {
    const workload = new Workload(academy, rosterId, TAKERS);
    const kills: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const part of PARTS) {
        await moment();
        await product.kill(part);
        kills.push(part);
        await product.ready(60);
      }
      await moment();
      await product.crash();
      await product.startAgain();
      kills.push('all at once');
    }
    await moment();
    await workload.finish();
    console.log(`${kills.length} kills, ${workload.commands} commands acknowledged, ${workload.repeats} repeated`);

    expect(workload.surprises).toEqual([]);
    expect(workload.acknowledged.submitted.length).toBeGreaterThan(kills.length);
    const ledger = await readLedger(product.eventstoreUrl);
    expect(brokenStreams(ledger)).toEqual([]);
    expect(disagreements(ledger, workload.acknowledged, { quizId: academy.quizId, rosterId })).toEqual([]);
    expect(mostAtOnce(ledger, rosterId)).toBe(SEATS);

    const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
    const { rows, differences } = await compareWithRebuilt(stores, headOf(ledger));
    expect(differences).toEqual([]);
    expect(rows).toBeGreaterThan(workload.acknowledged.submitted.length);
  },
  180_000 + ROUNDS * 60_000,
);
