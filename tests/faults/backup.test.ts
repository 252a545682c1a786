/** An academy is backed up while people work in it; on another folder the backup is the academy as it was, and goes on. */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { ADMIN, Product, temporaryFolder } from '../harness/product.ts';
import { until } from '../harness/until.ts';

let product: Product;
let academy: Academy;
let line: CommandLine;
const folder = temporaryFolder('backup');
const [backup, restored] = [join(folder, 'backup'), join(folder, 'restored')];

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 2, enrolled: 2, questions: 2 });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
  line = new CommandLine(product.url, (await product.api.signIn(ADMIN)).token);
}, 300_000);
afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes courses one after the other until it is stopped; gives the titles of those that were acknowledged. */
function writer(person: Person) {
  const titles: string[] = [];
  let going = true;
  const writing = (async () => {
    while (going) {
      const title = `Course ${titles.length}`;
      await person.publishCourse(await person.createCourse({ title }));
      titles.push(title);
    }
  })();
  return {
    titles,
    stop: async () => {
      going = false;
      await writing;
    },
  };
}

const titlesOf = async (person: Person): Promise<Set<string>> => {
  const titles = new Set<string>();
  for (let cursor: string | undefined; ;) {
    const page = await person.get<{ items: { title: string }[]; next: string | null }>(
      `/api/courses?limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    for (const { title } of page.items) titles.add(title);
    if (page.next === null) return titles;
    cursor = page.next;
  }
};

test('what was acknowledged before the backup is in it, read models catch up with its log, and it goes on', async () => {
  const work = writer(academy.instructor);
  await until('there is something to back up', () => work.titles.length >= 20, { seconds: 60 });
  const before = [...work.titles];
  const made = await line.run('backup', backup, '--json');
  const during = work.titles.length;
  await work.stop();
  expect([made.code, made.err]).toEqual([0, '']);
  expect(during).toBeGreaterThan(before.length);
  expect(await line.run('backup', backup)).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });

  const put = await line.run('restore', backup, '--data', restored);
  expect([put.code, put.err]).toEqual([0, '']);
  expect(await line.run('restore', backup, '--data', restored)).toMatchObject({
    code: 1,
    err: expect.stringContaining('has an academy in it'),
  });
  const second = await Product.start({ data: restored });
  try {
    expect((await line.run('restore', backup, '--data', restored, '--force')).err).toContain('is in use by');
    const admin = await second.api.signIn(ADMIN);
    await until(
      'all is folded',
      async () => (await admin.projections()).every(({ lagEvents, state }) => lagEvents === 0 && state === 'running'),
      {
        seconds: 120,
      },
    );
    const titles = await titlesOf(admin);
    expect(before.filter((title) => !titles.has(title))).toEqual([]);
    expect(titles.size).toBeLessThanOrEqual(work.titles.length + 1);
    const instructor = await second.api.signIn(academy.instructor.credentials);
    const courseId = await instructor.createCourse({ title: 'After the restore' });
    await instructor.publishCourse(courseId);
    await until('it goes on', async () => (await titlesOf(admin)).has('After the restore'));
  } finally {
    await second.interrupt();
  }
  const again = await line.run('restore', backup, '--data', restored, '--force', '--json');
  expect(again.code).toBe(0);
  expect(existsSync(join((JSON.parse(again.out) as { aside: string }).aside, 'eventstore/events.sqlite'))).toBe(true);
});

test('one that is damaged, or broke off, is not restored', async () => {
  const { files } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as { files: { path: string }[] };
  expect(files.map(({ path }) => path)).toEqual(['mongo/mongo.sqlite', 'eventstore/events.sqlite', 'secret']);
  const elsewhere = join(folder, 'elsewhere');
  appendFileSync(join(backup, 'eventstore/events.sqlite'), 'x');
  expect(await line.run('restore', backup, '--data', elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining('not as it was') });
  rmSync(join(backup, 'manifest.json'));
  expect(await line.run('restore', backup, '--data', elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining('is no backup') });
  expect(existsSync(elsewhere)).toBe(false);
});
