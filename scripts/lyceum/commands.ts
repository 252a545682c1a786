import type { Command } from './command.ts';
import { backups } from './backups/backups.ts';
import { events } from './events/events.ts';
import { oulad } from './oulad/import.ts';
import { orders } from './orders.ts';
import { parked } from './parked.ts';
import { people } from './people.ts';
import { projections } from './projections.ts';
import { rebuilds } from './rebuilds.ts';
import { streams } from './streams.ts';
import { travels } from './travels.ts';

const COMMANDS: readonly Command[] = [
  ...projections,
  ...rebuilds,
  ...travels,
  ...events,
  ...streams,
  ...parked,
  ...orders,
  ...oulad,
  ...people,
  ...backups,
];

/** The command that the words begin with, and the words after its name. */
export function find(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  const command = COMMANDS.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  return command && { command, rest: words.slice(command.name.split(' ').length) };
}

/** How commands are given: one of them, or all. */
export function help(one?: Command): string {
  const lines = (one ? [one] : COMMANDS).map(({ name, takes, about }) => [`  ${name} ${takes}`.trimEnd(), about] as const);
  const width = Math.max(...lines.map(([call]) => call.length));
  const all = lines.map(([call, about]) => `${call.padEnd(width)}  ${about}`).join('\n');
  return `npm run lyceum -- COMMAND [--json]   (LYCEUM_URL, LYCEUM_TOKEN)\n\n${all}`;
}
