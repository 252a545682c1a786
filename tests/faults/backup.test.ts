/** An academy is backed up while people work in it; on another folder the backup is the academy as it was, and goes on. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupList, HealthReport } from '@lyceum/contracts';
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

test('one that is made by the academy is listed, verified, found damaged, taken away without the secret and deleted', async () => {
  const admin = await product.api.signIn(ADMIN);
  const path = '/api/operations/backups';
  const done = (name: string) =>
    until(
      'it is done',
      async () => {
        const { items, now, failure } = await admin.get<BackupList>(path);
        expect(failure).toBeNull();
        return now === null && items.find((one) => one.name === name);
      },
      { seconds: 120 },
    );
  const { name } = await admin.post<{ name: string }>(path);
  expect((await admin.try('POST', path)).problem?.code).toBe('backup-under-way');
  const made = await done(name);
  expect(made).toMatchObject({ state: 'whole', files: 3, secret: true, damaged: null });
  expect((await admin.get<BackupList>(path)).last).toEqual({ made: made.made, bytes: made.bytes, position: made.position });
  const { items } = await admin.get<HealthReport>('/api/operations/health');
  expect(items.find((item) => item.name === 'backup')).toMatchObject({ state: 'good', figures: { made: made.made, size: made.bytes } });
  const metrics = (await product.api.try<string>('GET', '/metrics')).body;
  expect(Number(/^lyceum_backup_age_seconds (\S+)$/m.exec(metrics)?.[1])).toBeLessThan(300);

  const answer = await fetch(`${product.url}${path}/${name}/file`, { headers: { authorization: `Bearer ${admin.token}` } });
  const tar = join(folder, 'backup.tar');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
  writeFileSync(tar, bytes);
  const [unpacked, elsewhere] = [join(folder, 'unpacked'), join(folder, 'from-the-archive')];
  mkdirSync(unpacked);
  execFileSync('tar', ['-xf', tar, '-C', unpacked]);
  expect(existsSync(join(unpacked, 'secret'))).toBe(false);
  expect(bytes.includes(readFileSync(join(product.data, 'secret'), 'utf8').trim())).toBe(false);
  const put = await line.run('restore', unpacked, '--data', elsewhere);
  expect([put.code, put.out]).toMatchObject([0, expect.stringContaining('The root secret is not in it')]);
  copyFileSync(join(product.data, 'secret'), join(unpacked, 'secret'));
  const again = await line.run('restore', unpacked, '--data', elsewhere, '--force');
  expect([again.code, again.out]).toMatchObject([0, expect.not.stringContaining('The root secret is not in it')]);
  expect(existsSync(join(elsewhere, 'secret'))).toBe(true);
  expect(
    readFileSync(join(elsewhere, 'eventstore/events.sqlite')).equals(readFileSync(join(made.folder, 'eventstore/events.sqlite'))),
  ).toBe(true);

  appendFileSync(join(made.folder, 'mongo/mongo.sqlite'), 'x');
  await admin.post(`${path}/${name}/verification`);
  expect(await done(name)).toMatchObject({ state: 'damaged', damaged: 'mongo/mongo.sqlite' });
  rmSync(join(made.folder, 'manifest.json'));
  expect((await admin.get<BackupList>(path)).items[0]).toMatchObject({ name, state: 'broken-off' });
  expect((await admin.try('GET', `${path}/${name}/file`)).status).toBe(404);
  await admin.delete(`${path}/${name}`);
  expect((await admin.get<BackupList>(path)).items).toEqual([]);
  expect((await admin.try('DELETE', `${path}/${name}`)).status).toBe(404);
  expect((await admin.try('DELETE', `${path}/..%2Fsecret`)).status).toBe(400);
  // It was made, wherever it is by now.
  expect((await admin.get<BackupList>(path)).last?.made).toBe(made.made);
});

test('who is no operator makes and deletes none, and whoever is no admin takes none away', async () => {
  const path = '/api/operations/backups';
  const operator = await product.api.person('Olga', ['operator'], await product.api.signIn(ADMIN));
  const name = '2026-03-02T09-00-00Z';
  expect((await operator.try('GET', `${path}/${name}/file`)).status).toBe(403);
  expect((await operator.try('GET', path)).status).toBe(200);
  const [student] = academy.students;
  for (const [method, of] of [
    ['GET', path],
    ['POST', path],
    ['POST', `${path}/${name}/verification`],
    ['DELETE', `${path}/${name}`],
    ['GET', `${path}/${name}/file`],
  ] as const)
    expect([method, of, (await student!.try(method, of)).status]).toEqual([method, of, 403]);
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
