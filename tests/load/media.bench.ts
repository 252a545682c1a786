/**
 * One voice and one picture of 720 lines (simulcast, three layers) go through one worker to so many who listen, each of whom is two
 * consumers: first through a bare router of mediasoup, then through our media process with a backend that follows the room and asks for
 * statistics. Whoever sends and whoever listens are processes of their own. Of CPU the worker's and that of the process above it count.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { less, more, percentile, SHORT } from './figures.ts';
import { Helper } from './media/helper.ts';
import type { ListenersActs } from './media/listeners.ts';
import type { SenderActs } from './media/sender.ts';
import type { Opened, SideActs } from './media/side.ts';
import { Steering } from '../harness/media.ts';

const LISTENERS = SHORT ? [1, 50, 200] : [1, 50, 200, 500];
/** Both take turns, so that neither has the quieter hours of the machine. */
const TURNS = SHORT ? (['bare', 'ours'] as const) : (['bare', 'ours', 'ours', 'bare', 'bare', 'ours'] as const);
const SECONDS = SHORT ? 3 : 6;
const SETTLED = 2500;
const STATISTICS = 5000;

interface Run {
  /** Cores. */
  readonly worker: number;
  readonly steering: number;
  readonly packetsPerSecond: number;
  readonly lost: number;
  readonly streams: number;
}

/** A backend as it is: it follows the room, and is asked for figures now and then. */
function backend(control: Opened['control']): () => void {
  if (!control) return () => {};
  const steering = new Steering(control.url, control.key);
  void steering.ask('follow-room', { roomId: control.roomId });
  const timer = setInterval(() => void steering.ask('statistics', {}).catch(() => {}), STATISTICS);
  return () => {
    clearInterval(timer);
    steering.socket.disconnect();
  };
}

async function run(name: 'bare' | 'ours', listening: number): Promise<Run> {
  const side = Helper.start<SideActs>(`${name}.ts`);
  const sender = Helper.start<SenderActs>('sender.ts');
  const listeners = Helper.start<ListenersActs>('listeners.ts');
  try {
    const { sendTo, control } = await side.ask('open');
    const away = backend(control);
    await sender.ask('begin', { port: sendTo });
    await side.ask('listen', { ports: await listeners.ask('open', { listeners: listening }) });
    await sleep(SETTLED);
    await listeners.ask('begin');
    const [before, began] = [await side.ask('usage'), performance.now()];
    await sleep(SECONDS * 1000);
    const [after, seconds] = [await side.ask('usage'), (performance.now() - began) / 1000];
    const { packets, lost, streams } = await listeners.ask('end');
    away();
    await side.ask('close');
    return {
      worker: (after.worker - before.worker) / seconds,
      steering: (after.steering - before.steering) / seconds,
      packetsPerSecond: packets / seconds,
      lost: lost / (packets + lost),
      streams,
    };
  } finally {
    for (const helper of [side, sender, listeners]) await helper.end();
  }
}

const median = (runs: readonly Run[], of: (one: Run) => number): number => percentile(runs.map(of), 0.5);
const BARE = 'a bare mediasoup router';

for (const listening of LISTENERS) {
  const runs = { bare: [] as Run[], ours: [] as Run[] };
  for (const name of TURNS) runs[name].push(await run(name, listening));
  const consumers = listening * 2;
  const name = `media, ${consumers} consumers`;
  const both = (of: (one: Run) => number) => [median(runs.ours, of), { name: BARE, figure: median(runs.bare, of) }] as const;
  const row = (tell: typeof more, what: string, unit: string, of: (one: Run) => number) => {
    const [figure, peer] = both(of);
    tell(`${name}: ${what}`, figure, unit, peer);
  };
  row(more, 'consumers a CPU second', 'consumers/core-s', ({ worker, steering }) => consumers / (worker + steering));
  row(less, 'CPU of the worker', '% of a core', ({ worker }) => worker * 100);
  row(less, 'CPU of the process above it', '% of a core', ({ steering }) => steering * 100);
  row(more, 'packets that got there', '/s', ({ packetsPerSecond }) => packetsPerSecond);
  for (const which of ['ours', 'bare'] as const) {
    less(`${name}: lost, ${which === 'ours' ? 'ours' : BARE}`, median(runs[which], ({ lost }) => lost) * 100, '% of packets');
    const least = Math.min(...runs[which].map(({ streams }) => streams));
    if (least < consumers) throw new Error(`only ${least} of ${consumers} streams brought anything (${which})`);
  }
}
