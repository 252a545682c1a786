/**
 * The embedded document store, through the unchanged driver, against bare node:sqlite with the same documents (their BSON) and the same
 * durability: `w: 1` is handed to the system (synchronous=NORMAL), `j: true` is on the disk when acknowledged (synchronous=FULL).
 */
import { BSON, MongoClient } from 'mongodb';
import { bareCollection } from './bare-sqlite.ts';
import { forSeconds, less, more, percentile, timed } from './figures.ts';
import { Node } from '../harness/node.ts';

const DOCUMENTS = 10_000;
const SECONDS = 3;
const BULK = 500;

interface Row {
  readonly _id: string;
  readonly courseId: string;
  readonly name: string;
  readonly total: number;
  readonly position: string;
  readonly grades: readonly { quizId: string; score: number; maxScore: number; at: string }[];
}

const row = (i: number): Row => ({
  _id: `row-${i}`,
  courseId: `course-${i % 1000}`,
  name: `Student ${i}`,
  total: i % 100,
  position: String(i * 321),
  grades: [1, 2, 3].map((n) => ({ quizId: `quiz-${n}`, score: (i * n) % 10, maxScore: 10, at: '2026-01-01T00:00:00.000Z' })),
});
const random = () => Math.floor(Math.random() * DOCUMENTS);
const write = ({ _id, ...rest }: Row) => [{ _id }, { $set: rest }, { upsert: true }] as const;

const node = await Node.start('mongo');
const client = new MongoClient(node.url, { maxPoolSize: 16 });
try {
  const rows = client.db().collection<Row>('rows');
  const durable = client.db().collection<Row>('rows', { writeConcern: { w: 1, j: true } });
  const lazy = client.db().collection<Row>('rows', { writeConcern: { w: 1, j: false } });
  await rows.createIndex({ courseId: 1 });
  const bare = bareCollection(node.folder, 'NORMAL');
  const bareDurable = bareCollection(node.folder, 'FULL');
  const put = (to: typeof bare, i: number) => to.upsert(`row-${i}`, `course-${i % 1000}`, BSON.serialize(row(i)));

  const bulk = async (to: typeof rows) => {
    for (let from = 0; from < DOCUMENTS; from += BULK) {
      const operations = Array.from({ length: BULK }, (_, i) => row(from + i)).map((document) => {
        const [filter, update, options] = write(document);
        return { updateOne: { filter, update, ...options } };
      });
      await to.bulkWrite(operations, { ordered: false });
    }
  };
  const bareBulk = (to: typeof bare) => {
    for (let from = 0; from < DOCUMENTS; from += BULK)
      to.inTransaction(() => {
        for (let i = from; i < from + BULK; i++) put(to, i);
      });
  };
  for (const [name, ours, theirs] of [
    ['w: 1', lazy, bare],
    ['j: true', durable, bareDurable],
  ] as const) {
    await bulk(ours);
    const oursRate = DOCUMENTS / ((await timed(() => bulk(ours))) / 1000);
    bareBulk(theirs);
    const bareRate = DOCUMENTS / ((await timed(() => bareBulk(theirs))) / 1000);
    more(`document store: bulk upserts of ${BULK}, ${name}`, oursRate, 'documents/s', {
      name: `bare node:sqlite, ${BULK} rows a commit`,
      figure: bareRate,
    });
    for (const clients of [1, 8]) {
      const upserts = await forSeconds(SECONDS, clients, () => ours.updateOne(...write(row(random()))));
      const single = theirs.rate(SECONDS / 2, () => put(theirs, random()));
      const label = `document store: upserts one by one, ${clients} at once, ${name}`;
      more(label, upserts.perSecond, 'documents/s', { name: 'bare node:sqlite, one row a commit', figure: single });
      less(`${label}, p99`, percentile(upserts.times, 0.99), 'ms');
    }
  }

  const byId = await forSeconds(SECONDS, 8, () => rows.findOne({ _id: `row-${random()}` }));
  more('document store: look-ups by _id, 8 at once', byId.perSecond, 'look-ups/s', {
    name: 'bare node:sqlite',
    figure: bare.rate(1, () => bare.byId(`row-${random()}`)),
  });
  const byField = await forSeconds(SECONDS, 8, () => rows.find({ courseId: `course-${random() % 1000}` }).toArray());
  more('document store: look-ups of 10 rows by an indexed field, 8 at once', byField.perSecond, 'look-ups/s', {
    name: 'bare node:sqlite',
    figure: bare.rate(1, () => bare.byField(`course-${random() % 1000}`)),
  });
  less('document store: resident afterwards', node.usage().residentMiB, 'MiB');
} finally {
  await client.close();
  await node.stop();
}
