import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Erasure, ErasureReport, Person, PersonData } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';
import { say, word, type Call, type Command } from './command.ts';
import { textTable } from './text-table.ts';

const AGAIN = 500;

const pathOf = (personId: string) => `/api/people/${encodeURIComponent(personId)}`;

/** The report in words. */
export function reportText({ personId, phase, sessions, position, proof }: ErasureReport): string {
  const head = `${personId}: ${phase}${position === null ? '' : `, at position ${position}`}`;
  if (!proof) return head;
  const { events, models, eventFiles, rowFiles, rebuildsCancelled, check } = proof;
  const files = Object.entries({ 'event store': eventFiles, 'document store': rowFiles });
  return [
    head,
    `${sessions ?? 0} devices signed out, ${rebuildsCancelled} rebuilds given up`,
    ...files.map(([name, { state, detail }]) => `${name}: ${state}${detail === null ? '' : ` (${detail})`}`),
    check === null
      ? 'not looked for afterwards: the run was broken off'
      : `looked for in ${check.rows} rows: found in ${check.found} about them, in ${check.elsewhere.reduce((sum, { rows }) => sum + rows, 0)} others`,
    '',
    textTable(
      ['EVENT', 'COUNT'],
      events.map(({ type, count }) => [type, count]),
    ),
    '',
    textTable(
      ['PROJECTION', 'ROWS', 'FORMER'],
      models.map(({ name, rows, former }) => [name, rows, former]),
    ),
  ].join('\n');
}

/** On a terminal somebody has to say so: it is never taken back. */
async function sure({ academy, flags }: Call, personId: string): Promise<void> {
  if (flags.yes || !process.stdin.isTTY) return;
  const { name, email } = await academy.get<Person>(pathOf(personId));
  const phrase = email ?? 'forget';
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${name ?? 'A forgotten person'} is forgotten for good. Type ${phrase} to go on: `);
  asking.close();
  if (answer.trim() !== phrase) throw new Failure('Nothing was done', 'Type what it says, or give --yes', 2);
}

async function erase(call: Call): Promise<number> {
  const personId = word(call, 0, 'The id of the person');
  await sure(call, personId);
  const path = `${pathOf(personId)}/erasure`;
  let { report } = await call.academy.post<Erasure>(path);
  while (call.flags.wait && report.phase !== 'proven') {
    await pause(AGAIN);
    ({ report } = await call.academy.get<Erasure>(path));
  }
  say(call, report, reportText);
  return report.phase === 'proven' && (report.proof?.check?.found ?? 0) === 0 ? 0 : 1;
}

export const people: readonly Command[] = [
  {
    name: 'people erase',
    takes: 'ID [--yes] [--no-wait]',
    about: 'Forget a person for good, and show the report; ends with 1 where something of them was found',
    run: erase,
  },
  {
    name: 'people report',
    takes: 'ID',
    about: 'The report of a person who was forgotten',
    run: async (call) => {
      const { report } = await call.academy.get<Erasure>(`${pathOf(word(call, 0, 'The id of the person'))}/erasure`);
      say(call, report, reportText);
      return 0;
    },
  },
  {
    name: 'people data',
    takes: 'ID',
    about: 'Everything about a person, as JSON',
    run: async (call) => {
      const data = await call.academy.get<PersonData>(`${pathOf(word(call, 0, 'The id of the person'))}/data`);
      say(call, data, (all) => JSON.stringify(all, null, 2));
      return 0;
    },
  },
];
