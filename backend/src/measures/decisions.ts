import type { Watcher } from '../deciding/streams.ts';
import { counter, seconds } from './measure.ts';

const decisions = counter('lyceum_commands_total', 'Commands decided, by the kind of stream and what came of them', [
  'stream',
  'outcome',
  'code',
]);

const appends = seconds(
  'lyceum_append_seconds',
  'How long the event store took to append, with the disk',
  [],
  [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
);

/** Counts what comes of commands. */
export const decisionsMeasured: Watcher = {
  decided: (stream, outcome, code = '') => decisions.inc({ stream: stream.slice(0, stream.indexOf('-')), outcome, code }),
  appended: (milliseconds) => appends.observe(milliseconds / 1000),
};
