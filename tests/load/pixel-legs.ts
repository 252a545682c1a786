/**
 * Where the time goes between a command and the pixel, in a process of its own: `--eventstore URL --mongo URL --secret FILE --url URL --token
 * TOKEN`. Notes when each count of attempts handed in was pushed by the event store, told by the change stream of the document store, and
 * told to a connection. Says `ready`; at the end of its input, what it noted, as JSON.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openEventLog, openReadStore, RootSecret } from '@lyceum/stores';

const { values } = parseArgs({
  options: {
    eventstore: { type: 'string' },
    mongo: { type: 'string' },
    secret: { type: 'string' },
    url: { type: 'string' },
    token: { type: 'string' },
  },
});

/** A count, and when it was first seen, in milliseconds since the epoch. */
export type Seen = readonly (readonly [count: number, at: number])[];
/** The legs that are noted here, in their order. */
export interface Legs {
  readonly log: Seen;
  readonly rows: Seen;
  readonly socket: Seen;
}

/** The row of the whole academy since ever. */
const ROW = 'all|ever|';

const now = () => performance.timeOrigin + performance.now();
const legs = { log: [] as [number, number][], rows: [] as [number, number][], socket: [] as [number, number][] };
const stop = new AbortController();

const store = openReadStore({ url: values.mongo! });
interface Row {
  _id: string;
  counts: { submitted?: number };
}
const { generation } = (await store.db.collection<{ _id: string; generation: number }>('models').findOne({ _id: 'overview' }))!;
const rows = store.db.collection<Row>(`overview.${generation}`);
const before = (await rows.findOne({ _id: ROW }))?.counts.submitted ?? 0;

async function followLog(): Promise<void> {
  const log = openEventLog({ url: values.eventstore!, secret: new RootSecret(readFileSync(values.secret!, 'utf8')) });
  let count = before;
  for await (const batch of log.batches(await log.head(), stop.signal, ['quizzes.AttemptSubmitted.v1']))
    for (const message of batch) if (message.kind === 'fact') legs.log.push([++count, now()]);
  await log.close();
}

function followRows(): void {
  const stream = rows.watch([{ $match: { 'documentKey._id': ROW } }]);
  stream.on('change', (change) => {
    if ('fullDocument' in change && change.fullDocument) legs.rows.push([change.fullDocument.counts.submitted ?? 0, now()]);
  });
}

const followSocket = (): Promise<void> =>
  new Promise((done) => {
    const socket = new WebSocket(`${values.url!.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.addEventListener('message', ({ data }) => {
      const packet = String(data);
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) socket.send(`40${JSON.stringify({ token: values.token })}`);
      else if (packet.startsWith('40')) socket.send(`420${JSON.stringify(['join', { room: 'admin' }])}`);
      else if (packet.startsWith('430')) done();
      else if (packet.includes(`"${ROW}"`)) legs.socket.push([Number(/"submitted":(\d+)/.exec(packet)?.[1] ?? 0), now()]);
    });
  });

void followLog();
followRows();
await followSocket();
console.log('ready');
process.stdin.resume();
process.stdin.on('end', () => {
  process.stdout.write(JSON.stringify(legs), () => process.exit(0));
});
