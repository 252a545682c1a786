/**
 * The worker is killed (SIGKILL) while a hundred listen to a voice and see a picture: how long until the room is there again on another
 * worker, and until they all hear and see again, whose transports and consumers are made anew one after the other.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { less, percentile, SHORT } from './figures.ts';
import { backendOf } from './media/backend.ts';
import { Companion } from './media/companion.ts';
import type { ListenersActs } from './media/listeners.ts';
import type { SenderActs } from './media/sender.ts';
import type { SideActs } from './media/side.ts';

const LISTENING = 100;
const TIMES = SHORT ? 3 : 7;
const SETTLED = 1500;

const side = Companion.start<SideActs>('ours.ts');
const sender = Companion.start<SenderActs>('sender.ts');
const listeners = Companion.start<ListenersActs>('listeners.ts');
const ports = await listeners.ask('open', { listeners: LISTENING });

/** The host sends, and all listen; settles when something has come of everything. */
async function begin() {
  const { sendTo, control } = await side.ask('open');
  await sender.ask('begin', { port: sendTo });
  await listeners.ask('begin');
  await side.ask('listen', { ports });
  await listeners.ask('heard', { streams: LISTENING * 2 });
  return control!;
}

const backend = backendOf(await begin());
await backend.ready;
const there: number[] = [];
const heard: number[] = [];
for (let i = 0; i < TIMES; i++) {
  await sleep(SETTLED);
  const { workers } = await backend.steering.ask('statistics', {});
  const lost = new Promise((done) => backend.steering.socket.once('room-lost', done));
  const killed = performance.now();
  process.kill(workers[0]!.pid, 'SIGKILL');
  await lost;
  there.push(performance.now() - killed);
  await begin();
  heard.push(performance.now() - killed);
}
const name = `a killed worker with ${LISTENING * 2} consumers`;
for (const share of [0.5, 0.95]) {
  less(`${name}: until the room is there again, p${share * 100}`, percentile(there, share), 'ms');
  less(`${name}: until all hear and see again, p${share * 100}`, percentile(heard, share), 'ms');
}
backend.leave();
await side.ask('close');
for (const companion of [side, sender, listeners]) await companion.end();
process.exit(0);
