import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryItem, ImportProgress, ProjectionStatus, TakenIn } from '@lyceum/contracts';
import { barText, Pace, Progress } from '../bar.ts';
import { say, word, type Call, type Command } from '../command.ts';
import { idOf } from './dates.ts';
import { countOf, itemsOf } from './items.ts';
import { survey, type Survey } from './survey.ts';

const PATH = '/api/operations/imports';
const NAME = 'oulad';
/** As many as the academy takes at once. */
const AT_ONCE = 1000;
const AGAIN = 500;

/** What an import came to. */
interface Imported {
  readonly importId: string;
  readonly items: number;
  /** With which item it went on. */
  readonly from: number;
  readonly recorded: number;
  readonly seconds: number;
}

async function takeIn(call: Call, of: Survey, bar: Progress): Promise<Imported> {
  const { academy } = call;
  const [importId, total] = [idOf(`import ${of.fingerprint}`, 0), countOf(of)];
  const { done: from } = await academy.post<ImportProgress>(PATH, { importId, source: 'OULAD', total });
  const pace = new Pace(from);
  const began = performance.now();
  let [number, recorded] = [0, 0];
  let waiting: HistoryItem[] = [];
  const send = async () => {
    if (waiting.length === 0) return;
    const taken = await academy.post<TakenIn>(`${PATH}/${importId}/items`, { from: number - waiting.length, items: waiting });
    recorded += taken.recorded;
    waiting = [];
    bar.show(barText(NAME, { done: number, total, of: 'items', doing: 'writing', ...pace.at(number, total) }));
  };
  for await (const item of itemsOf(of)) {
    number += 1;
    if (number <= from) continue;
    waiting.push(item);
    if (waiting.length === AT_ONCE) await send();
  }
  await send();
  return { importId, items: total, from, recorded, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

/** Waits until the read models that run have seen all that there is; those that stand still are not waited for. */
async function caughtUp({ academy }: Call, bar: Progress): Promise<void> {
  const began = performance.now();
  let most = 0;
  for (;;) {
    const { items } = await academy.get<{ items: ProjectionStatus[] }>('/api/operations/projections');
    const behind = items.filter(({ state, lagEvents }) => state === 'running' && lagEvents > 0);
    const lag = Math.max(0, ...behind.map(({ lagEvents }) => lagEvents));
    if (lag === 0) return;
    most = Math.max(most, lag);
    const done = most - lag;
    const rate = Math.round((done * 1000) / (performance.now() - began));
    bar.show(barText(NAME, { done, total: most, of: 'events', doing: 'read models catch up', rate, secondsLeft: null }));
    await pause(AGAIN);
  }
}

const text = ({ items, from, recorded, seconds }: Imported): string => {
  const before = from === 0 ? '' : from >= items ? ', all taken in before' : `, gone on with number ${from + 1}`;
  return `${items} items${before}: ${recorded} facts recorded in ${seconds} s`;
};

export const oulad: readonly Command[] = [
  {
    name: 'import oulad',
    takes: 'DIR [--no-wait]',
    about: 'Bring the Open University’s learning records in; broken off, it goes on where it was',
    run: async (call) => {
      const folder = word(call, 0, 'The folder of the files');
      const bar = new Progress(call.flags.json ? null : process.stderr);
      try {
        bar.show(`${NAME} · reading the files`);
        const imported = await takeIn(call, await survey(folder), bar);
        if (call.flags.wait) await caughtUp(call, bar);
        bar.end();
        say(call, imported, text);
        return 0;
      } finally {
        bar.end();
      }
    },
  },
];
