/**
 * Forgetting a person in an academy with a large history: how long until their name is in no answer, until it is proven, and what of it is
 * the compaction of the document store; beside the same in an academy that is new.
 */
import type { Erasure } from '@lyceum/contracts';
import { MongoClient } from 'mongodb';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { writeHistory } from './academy-facts.ts';
import { less, SHORT, timed } from './figures.ts';
import { Seeding } from './seeding.ts';

const EVENTS = SHORT ? 20_000 : 100_000;

const product = await Product.start();
let admin: Person;

async function ghost(name: string): Promise<Person> {
  const person = await product.api.person(name);
  const courseId = await admin.createCourse({ title: `For ${person.personId}` });
  await admin.publishCourse(courseId);
  person.saw(admin.seen);
  await person.enrol(courseId);
  admin.saw(person.seen);
  await admin.get('/api/people');
  return person;
}

/** Seconds until nobody is found by that name, and until it is proven. */
async function forget(person: Person): Promise<{ gone: number; proven: number }> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const order = admin.post<Erasure>(`/api/people/${person.personId}/erasure`, {}).then(({ report }) => ({ report, at: seconds() }));
  const gone = until(
    'the name is gone',
    async () => {
      const { status, body } = await admin.try('GET', `/api/people/${person.personId}`, undefined, { headers: {} });
      return status === 200 && !JSON.stringify(body).includes(person.me.name!) && seconds();
    },
    { every: 20, seconds: 120 },
  );
  const { report, at } = await order;
  if (report.phase !== 'proven' || report.proof?.check?.found !== 0) throw new Error(`not proven: ${JSON.stringify(report)}`);
  return { gone: await gone, proven: at };
}

async function compaction(): Promise<number> {
  const client = new MongoClient(product.mongodbUrl);
  try {
    return (await timed(() => client.db().command({ compact: 'models' }))) / 1000;
  } finally {
    await client.close();
  }
}

try {
  admin = await product.api.signIn(ADMIN);
  await admin.put(`/api/people/${admin.personId}/roles`, { roles: ['admin', 'instructor', 'operator'] });
  admin = await product.api.signIn(ADMIN);
  const fresh = { ...(await forget(await ghost('Zyxomma Petiolatum'))), compaction: await compaction() };
  const seeding = new Seeding(product);
  await writeHistory(seeding.log, EVENTS);
  await seeding.close();
  await until('all is folded', async () => (await admin.projections()).every(({ lagEvents }) => lagEvents === 0), { seconds: 300 });
  const large = { ...(await forget(await ghost('Anax Imperator'))), compaction: await compaction() };
  const of = `${EVENTS.toLocaleString('en')} events`;
  less(`forgetting: ${of}, the name is in no answer`, large.gone, 's', { name: 'in a new academy', figure: fresh.gone });
  less(`forgetting: ${of}, it is proven`, large.proven, 's', { name: 'in a new academy', figure: fresh.proven });
  less(`forgetting: ${of}, writing the file of rows anew`, large.compaction, 's', { name: 'in a new academy', figure: fresh.compaction });
} finally {
  await product.stop();
}
