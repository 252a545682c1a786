import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Travel, TravelRow } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';
import { Progress, progressText } from './bar.ts';
import { say, word, type Call, type Command } from './command.ts';

const AGAIN = 300;
const ROWS = 200;

function momentOf({ flags: { at, position } }: Call): { at: string } | { position: string } {
  if (at !== undefined && position === undefined) return { at };
  if (position !== undefined && at === undefined) return { position };
  throw new Failure('Either --at or --position is needed', 'See: npm run lyceum -- --help', 2);
}

/** Rows of a read model as they stood, each as a line of JSON as soon as it is read; or with --json all of them as one list. */
async function past(call: Call): Promise<number> {
  const { academy, flags } = call;
  const name = word(call, 0, 'The name of the projection');
  const path = `/api/operations/projections/${encodeURIComponent(name)}/travels`;
  const bar = new Progress(flags.json ? null : process.stderr);
  let travel = await academy.post<Travel>(path, momentOf(call));
  const one = `${path}/${encodeURIComponent(travel.travelId)}`;
  while (travel.phase !== 'there') {
    bar.show(progressText(name, { ...travel, step: travel.phase === 'folding' ? 'reading' : null }));
    await pause(AGAIN);
    travel = await academy.get<Travel>(one);
  }
  bar.end();
  const all: TravelRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<TravelRow> = await academy.get<Page<TravelRow>>(`${one}/rows?${queryOf(flags.key, cursor)}`);
    if (flags.json) all.push(...page.items);
    else for (const item of page.items) process.stdout.write(`${JSON.stringify(item)}\n`);
    cursor = page.next;
  } while (cursor !== null);
  if (flags.json) say(call, all, String);
  return 0;
}

const queryOf = (key = '', cursor: string | null): string =>
  new URLSearchParams({ limit: String(ROWS), key, ...(cursor !== null && { cursor }) }).toString();

export const travels: readonly Command[] = [
  {
    name: 'projections past',
    takes: 'NAME --at TIME | --position POSITION [--key BEGINNING]',
    about: 'The rows of a projection as they stood, as JSON lines',
    run: past,
  },
];
