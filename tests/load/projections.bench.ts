/**
 * A history of 100,000 facts, people, courses, quizzes, enrolments and attempts mixed as an academy's are, folded into all read models:
 * the projections program follows while they are written, then a second one rebuilds everything from the beginning at full speed into
 * a database of its own; the rows of both are compared byte for byte. The rate is that of the rebuild, its start-up included.
 */
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEventLog, RootSecret } from '@lyceum/stores';
import { Node } from '../harness/node.ts';
import { signal } from '../harness/processes.ts';
import { ROOT } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { writeHistory } from './academy-facts.ts';
import { more, timed } from './figures.ts';

const EVENTS = 100_000;

const [eventstore, mongo] = await Promise.all([Node.start('eventstore'), Node.start('mongo')]);
const secret = randomBytes(32).toString('base64');
const secretFile = join(eventstore.folder, 'secret');
writeFileSync(secretFile, secret, { mode: 0o600 });
const log = openEventLog({ url: eventstore.url, secret: new RootSecret(secret) });
const live = spawn(process.execPath, [join(ROOT, 'projections/dist/main.js')], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { PATH: process.env.PATH, EVENTSTORE_URL: eventstore.url, MONGODB_URL: mongo.url, LYCEUM_SECRET_FILE: secretFile },
});
try {
  const written = { count: 0, head: 0n };
  const took = await timed(async () => Object.assign(written, await writeHistory(log, EVENTS)));
  more('projections: facts written to the log through its codec, 32 at once', (written.count * 1000) / took, 'facts/s');
  const stores = { eventstoreUrl: eventstore.url, mongodbUrl: mongo.url, secretFile };
  const { rows, seconds, differences } = await compareWithRebuilt(stores, written.head);
  if (differences.length > 0)
    throw new Error(`${differences.length} of ${rows} rows differ from the rebuilt ones, first:\n${differences[0]}`);
  more(
    `projections: ${written.count} facts into all read models (${rows} rows, equal to the live ones)`,
    written.count / seconds,
    'facts/s',
  );
} finally {
  signal(live.pid!, 'SIGKILL');
  await log.close();
  await Promise.all([eventstore.stop(), mongo.stop()]);
}
