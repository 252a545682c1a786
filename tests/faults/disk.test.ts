/**
 * A folder that cannot be written, and a disk that gets full: a small file system of its own, which takes root and the right to mount.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { readLedger } from '../harness/ledger.ts';
import { Product, temporaryFolder } from '../harness/product.ts';
import { mounted } from './mounted.ts';

const folder = temporaryFolder('disk');
const disk = join(folder, 'small');
mkdirSync(disk);
const canMount = mounted(disk, 64);
if (!canMount) console.log('The tests of a full and of a read-only disk are skipped: this user may not mount a file system.');

const remount = (options: string) => execFileSync('mount', ['-o', `remount,${options}`, disk]);

afterAll(() => {
  if (canMount) execFileSync('umount', ['-l', disk]);
  rmSync(folder, { recursive: true, force: true });
});

describe('a folder that cannot be written', () => {
  test('a file in its place is said in one line', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'not a folder');
    const product = await Product.launch({ data: join(file, 'data') });
    expect(await product.exit()).toBe(1);
    expect(product.output).toMatch(/^The data folder .* cannot be used: .* file/m);
    expect(product.output).not.toMatch(/^\s+at /m);
  });

  test.skipIf(!canMount)('a read-only disk is said in one line, and the next start is fine', async () => {
    remount('ro');
    const data = join(disk, 'read-only');
    const refused = await Product.launch({ data });
    expect(await refused.exit()).toBe(1);
    expect(refused.output).toContain(`The data folder ${data} cannot be used: it is on a read-only disk`);
    expect(refused.output).not.toMatch(/^\s+at /m);
    remount('rw');
    const product = await Product.start({ data });
    await product.stop();
    rmSync(data, { recursive: true });
  });
});

describe.skipIf(!canMount)('a full disk', () => {
  let product: Product;
  let academy: Academy;
  const ballast = join(disk, 'ballast');
  const free = () => {
    const { bavail, bsize } = statfsSync(disk);
    return bavail * bsize;
  };

  beforeAll(async () => {
    product = await Product.start({ data: join(disk, 'full') });
    academy = await makeAcademy(product, { students: 3, questions: 5 });
  }, 300_000);

  afterAll(() => product?.stop());

  test('commands are refused with 503, nothing acknowledged is lost, and with room again it goes on', async () => {
    const submitted: string[] = [];
    const refused: { status: number; code: string | undefined }[] = [];
    const takeOne = async (index: number) => {
      const student = academy.students[index]!;
      const started = await student.try<{ attemptId: string }>('POST', `/api/quizzes/${academy.quizId}/attempts`);
      const { status, problem } = started;
      if (status !== 201) return void refused.push({ status, code: problem?.code });
      const graded = await student.try('POST', `/api/attempts/${started.body.attemptId}/submission`, {});
      if (graded.status < 300) submitted.push(started.body.attemptId);
      else refused.push({ status: graded.status, code: graded.problem?.code });
    };
    await takeOne(0);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, free() - 512 * 1024)));
    const end = performance.now() + 45_000;
    while (refused.length < 6 && performance.now() < end)
      await Promise.all([0, 1, 2].map((index) => takeOne(index).catch(() => sleep(200))));
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused.filter(({ status }) => status !== 503)).toEqual([]);
    expect(product.output).toMatch(/disk.* is full|full.* disk|no space/i);

    rmSync(ballast);
    await product.ready(60);
    const length = submitted.length;
    await takeOne(1);
    expect(submitted).toHaveLength(length + 1);

    await product.interrupt();
    await product.startAgain();
    const recorded = (await readLedger(product.eventstoreUrl)).filter(({ type }) => type === 'quizzes.AttemptSubmitted.v1');
    const missing = new Set(submitted).difference(new Set(recorded.map(({ data }) => data.attemptId)));
    expect([...missing]).toEqual([]);
    academy.instructor.saw(academy.students[1]!.seen);
    expect((await academy.instructor.gradebook(academy.courseId)).rows.filter(({ grades }) => grades[academy.quizId])).not.toHaveLength(0);
  });
});
