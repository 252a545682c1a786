import type { Command } from '../command.ts';
import { exportEvents } from './export.ts';
import { importEvents, verifyEvents } from './import.ts';
import { tailEvents } from './tail.ts';

const CHOICE = '[--stream NAME | --prefix TEXT | --category NAME]';

export const events: readonly Command[] = [
  {
    name: 'events export',
    takes: `FILE ${CHOICE} [--from PLACE] [--to PLACE] [--store URL]`,
    about: 'Write events to a file, to the byte; broken off, it goes on where it was',
    run: exportEvents,
  },
  {
    name: 'events import',
    takes: 'FILE [--store URL]',
    about: 'Write the events of a file to another log, at the revisions that they had',
    run: importEvents,
  },
  { name: 'events verify', takes: 'FILE', about: 'Say whether a file is as it was written, and whole', run: verifyEvents },
  {
    name: 'events tail',
    takes: '[--from POSITION] [--type TYPE] [--stream NAME]',
    about: 'Show events as they come, without what is personal',
    run: tailEvents,
  },
];
