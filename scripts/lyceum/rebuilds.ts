import { setTimeout as pause } from 'node:timers/promises';
import type { Difference, ProjectionStatus, Rebuild } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';
import { Progress, progressText } from './bar.ts';
import { say, word, type Call, type Command } from './command.ts';

/** The exit code that says that rows differ, as diff(1) has it for its own. */
const DIFFERS = 3;
const AGAIN = 300;

const pathOf = (name: string) => `/api/operations/projections/${encodeURIComponent(name)}/rebuilds`;

const differs = ({ difference }: Rebuild): boolean => difference !== null && difference.added + difference.removed + difference.changed > 0;

/** The difference in words, with the samples. */
export function differenceText({ added, removed, changed, position, samples }: Difference): string {
  const line = `${added} added, ${removed} removed, ${changed} changed (compared at position ${position})`;
  const rows = samples.map(({ kind, key, before, after }) =>
    [`${kind} ${key}`, ...(before ? [`  - ${JSON.stringify(before)}`] : []), ...(after ? [`  + ${JSON.stringify(after)}`] : [])].join('\n'),
  );
  return [line, ...rows].join('\n');
}

function rebuildText(rebuild: Rebuild): string {
  const { name, rebuildId, phase, done, total, difference, error } = rebuild;
  const head = `${name}: ${phase}${phase === 'filling' ? `, ${done} of ${total} events` : ''}${error ? `, ${error}` : ''} (${rebuildId})`;
  return difference ? `${head}\n${differenceText(difference)}` : head;
}

/** The rebuild that is named, or the newest of the projection. */
async function chosen({ academy, words }: Call, name: string): Promise<string> {
  if (words[1] !== undefined) return words[1];
  const { items } = await academy.get<{ items: Rebuild[] }>(pathOf(name));
  const newest = items[0];
  if (!newest) throw new Failure(`${name} was never rebuilt`, `Order it: npm run lyceum -- projections rebuild ${name}`);
  return newest.rebuildId;
}

/** Waits until the rebuild is in none of these phases any more, and shows how far it is. */
async function followed({ academy, flags }: Call, name: string, rebuildId: string, while_: readonly string[]): Promise<Rebuild> {
  const bar = new Progress(flags.json ? null : process.stderr);
  for (;;) {
    const rebuild = await academy.get<Rebuild>(`${pathOf(name)}/${rebuildId}`);
    if (!while_.includes(rebuild.phase)) {
      bar.end();
      return rebuild;
    }
    bar.show(progressText(name, rebuild));
    await pause(AGAIN);
  }
}

async function order({ academy, flags }: Call, name: string): Promise<string> {
  const { from, key } = flags;
  const part = { ...(from !== undefined && { from }), ...(key !== undefined && { key }) };
  const swap = flags['swap-when-equal'] ? 'when-equal' : 'manual';
  return (await academy.post<{ rebuildId: string }>(pathOf(name), { ...part, swap })).rebuildId;
}

async function outcome(call: Call, name: string, rebuildId: string): Promise<number> {
  const { academy, flags } = call;
  const done = flags.wait ? await followed(call, name, rebuildId, ['filling']) : await academy.get<Rebuild>(`${pathOf(name)}/${rebuildId}`);
  say(call, done, rebuildText);
  if (done.phase === 'failed' || done.phase === 'cancelled') return 1;
  return differs(done) ? DIFFERS : 0;
}

async function rebuildSome(call: Call): Promise<number> {
  const names = call.flags.all
    ? (await call.academy.get<{ items: ProjectionStatus[] }>('/api/operations/projections')).items.map(({ name }) => name)
    : [word(call, 0, 'The name of the projection, or --all,')];
  // Those that are ordered at once read the log together.
  const ordered = await Promise.all(names.map(async (name) => [name, await order(call, name)] as const));
  let worst = 0;
  for (const [name, rebuildId] of ordered) worst = worse(worst, await outcome(call, name, rebuildId));
  return worst;
}

/** A failure is worse than a difference. */
const worse = (a: number, b: number): number => (a === 1 || b === 1 ? 1 : Math.max(a, b));

const act = (what: 'swap' | 'rollback' | 'cancellation', wanted: Rebuild['phase'], while_: readonly string[]) => async (call: Call) => {
  const name = word(call, 0, 'The name of the projection');
  const rebuildId = await chosen(call, name);
  await call.academy.post(`${pathOf(name)}/${rebuildId}/${what}`);
  const done = await followed(call, name, rebuildId, while_);
  say(call, done, rebuildText);
  return done.phase === wanted ? 0 : 1;
};

export const rebuilds: readonly Command[] = [
  {
    name: 'projections rebuild',
    takes: 'NAME | --all [--from POSITION | --key KEY] [--swap-when-equal] [--no-wait]',
    about: 'Fold rows anew beside the live ones and compare; ends with 3 where rows differ',
    run: rebuildSome,
  },
  {
    name: 'projections diff',
    takes: 'NAME [REBUILD]',
    about: 'What a rebuild would change; ends with 3 where rows differ',
    run: async (call) => {
      const name = word(call, 0, 'The name of the projection');
      const found = await call.academy.get<Rebuild>(`${pathOf(name)}/${await chosen(call, name)}`);
      say(call, found, rebuildText);
      return differs(found) ? DIFFERS : 0;
    },
  },
  {
    name: 'projections swap',
    takes: 'NAME [REBUILD]',
    about: 'Put the rebuilt rows in the place of the live ones',
    run: act('swap', 'swapped', ['compared']),
  },
  {
    name: 'projections rollback',
    takes: 'NAME [REBUILD]',
    about: 'Put the former rows back',
    run: act('rollback', 'rolled-back', ['swapped']),
  },
  {
    name: 'projections cancel',
    takes: 'NAME [REBUILD]',
    about: 'Give a rebuild up that is not swapped',
    run: act('cancellation', 'cancelled', ['filling', 'compared']),
  },
];
