/**
 * One voice and one picture of 720 lines (simulcast, three layers) go through one worker to so many who listen, each of whom is two
 * consumers: through a bare router of mediasoup, and through our media process with a backend that follows the room and asks for
 * statistics. Whoever sends and whoever listens are processes of their own. What is lost, by whomever, counts as not served.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { less, more, percentile, SHORT } from './figures.ts';
import { backendOf } from './media/backend.ts';
import { Companion } from './media/companion.ts';
import type { ListenersActs } from './media/listeners.ts';
import { PACKETS_PER_SECOND } from './media/rtp.ts';
import type { SenderActs } from './media/sender.ts';
import type { SideActs } from './media/side.ts';

const LISTENERS = SHORT ? [1, 50, 200] : [1, 50, 200, 500];
/** Both take turns, so that neither has the quieter hours of the machine. */
const TURNS = SHORT ? (['bare', 'ours', 'ours', 'bare'] as const) : (['bare', 'ours', 'ours', 'bare', 'bare', 'ours'] as const);
const SECONDS = SHORT ? 3 : 6;
const SETTLED = 2500;
const BARE = 'a bare mediasoup router';

interface Run {
  /** Cores: the worker's, and those of the process above it. */
  readonly worker: number;
  readonly above: number;
  readonly packetsPerSecond: number;
  /** The share of all packets. */
  readonly lost: number;
  readonly streams: number;
}

async function run(name: 'bare' | 'ours', listening: number): Promise<Run> {
  const side = Companion.start<SideActs>(`${name}.ts`);
  const sender = Companion.start<SenderActs>('sender.ts');
  const listeners = Companion.start<ListenersActs>('listeners.ts');
  try {
    const { sendTo, control } = await side.ask('open');
    const backend = control && backendOf(control);
    await sender.ask('begin', { port: sendTo });
    await side.ask('listen', { ports: await listeners.ask('open', { listeners: listening }) });
    await sleep(SETTLED);
    await listeners.ask('begin');
    const [before, began] = [await side.ask('usage'), performance.now()];
    await sleep(SECONDS * 1000);
    const [after, seconds] = [await side.ask('usage'), (performance.now() - began) / 1000];
    const { packets, lost, streams } = await listeners.ask('end');
    backend?.leave();
    await side.ask('close');
    return {
      worker: (after.worker - before.worker) / seconds,
      above: (after.above - before.above) / seconds,
      packetsPerSecond: packets / seconds,
      lost: lost / (packets + lost),
      streams,
    };
  } finally {
    for (const companion of [side, sender, listeners]) await companion.end();
  }
}

for (const listening of LISTENERS) {
  const runs: Record<(typeof TURNS)[number], Run[]> = { bare: [], ours: [] };
  for (const name of TURNS) runs[name].push(await run(name, listening));
  const median = (name: keyof typeof runs, of: (one: Run) => number) => percentile(runs[name].map(of), 0.5);
  const consumers = listening * 2;
  const row = (tell: typeof more, what: string, unit: string, of: (one: Run) => number) =>
    tell(`media, ${consumers} consumers: ${what}`, median('ours', of), unit, { name: BARE, figure: median('bare', of) });
  const served = ({ packetsPerSecond }: Run) => (packetsPerSecond / PACKETS_PER_SECOND) * 2;
  row(more, 'served by a CPU second of the worker', 'consumers', (one) => served(one) / one.worker);
  row(more, 'served by a CPU second of both processes', 'consumers', (one) => served(one) / (one.worker + one.above));
  row(less, 'CPU of the worker', '% of a core', ({ worker }) => worker * 100);
  row(less, 'CPU of the process above it', '% of a core', ({ above }) => above * 100);
  row(more, 'packets that got there', '/s', ({ packetsPerSecond }) => packetsPerSecond);
  for (const [name, who] of [
    ['ours', 'ours'],
    ['bare', BARE],
  ] as const) {
    less(`media, ${consumers} consumers: lost, ${who}`, median(name, ({ lost }) => lost) * 100, '% of packets');
    const least = Math.min(...runs[name].map(({ streams }) => streams));
    if (least < consumers) throw new Error(`only ${least} of ${consumers} streams brought anything (${name})`);
  }
}
