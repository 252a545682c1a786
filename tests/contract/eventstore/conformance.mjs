// The whole comparison with the real EventStoreDB: runs the scenarios, several at once on nodes of their own, and judges them.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { differences } from './kit/compare.mjs';
import { prepare } from './kit/prepare.mjs';
import { namedDifferences, unnamed, unrecorded } from './differences.mjs';

// The second was recorded with all standard projections running.
const RECORDINGS = ['recordings/eventstoredb-24.6.json', 'recordings/eventstoredb-24.6-projections.json'];

export const readRecording = async () => {
  const texts = await Promise.all(RECORDINGS.map((file) => readFile(new URL(file, import.meta.url), 'utf8')));
  return Object.assign({}, ...texts.map((text) => JSON.parse(text).scenarios));
};

/** Whether a scenario was recorded from a server with all standard projections running. */
const needsProjections = (name) => name.startsWith('projections');

/** Why a scenario is not run on a real server (`real`): it was not started with what the scenario needs. */
export const reasonToSkip = (name, real) => (real && needsProjections(name) ? 'recorded from a server with projections' : undefined);

/** Runs scenarios on servers that are `plain` or `projecting`, one after the other on each. Gives a promise of the observation by name. */
export const observe = ({ plain, projecting }, chosen) => {
  const observations = new Map(chosen.map((name) => [name, Promise.withResolvers()]));
  const work = async (url, waiting) => {
    await prepare(url);
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { url } });
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      worker.postMessage(name, []);
      const [observation] = await once(worker, 'message');
      observations.get(name).resolve(observation);
    }
    await worker.terminate();
  };
  const share = (urls, names) => urls.map((url) => work(url, names));
  const linked = chosen.filter(needsProjections);
  const others = chosen.filter((name) => !needsProjections(name));
  return { done: Promise.all([...share(plain, others), ...share(projecting, linked)]), of: (name) => observations.get(name).promise };
};

/** What is wrong with an observation: `faults` nobody named, and `outdated` names of differences that are no more. */
export const judge = (name, { result, failure }, recording) =>
  failure
    ? { faults: [{ path: 'run', expected: 'a result', seen: failure }], outdated: [] }
    : unnamed(name, differences(recording[name], result));

const AREAS = [
  ['Appending, one call an append', ['append unary:', 'append of no events:', 'append:', 'append by the client:']],
  ['Appending in batches, several chunks, deadlines', ['append in a batch:', 'batch append:']],
  ['Repeated appends (idempotency by event id)', ['idempotency:']],
  ['Limits of size', ['sizes:']],
  ['Contents, event types, stream names', ['contents:']],
  ['Reading a stream, both directions, links', ['read:', 'read raw:', 'read by the client:']],
  ['Reading $all, both directions', ['read $all:']],
  ['Filters by prefix and regular expression', ['filter']],
  ['Checkpoints of filtered subscriptions', ['checkpoints:']],
  ['Subscriptions to a stream and to $all', ['subscribe']],
  ['Stream metadata: $maxCount, $maxAge, $tb, $acl', ['metadata:']],
  ['Deleting and tombstoning', ['delete:', 'tombstone:']],
  ['Discovery, features, headers, errors, health', ['protocol:']],
  ['Persistent subscriptions', ['persistent:']],
  ['Standard projections: $ce-, $et-, $bc-, $category-, $streams', ['projections']],
];

const belongs = (prefixes) => (name) => prefixes.some((prefix) => name.startsWith(prefix));

/** The table of what the node supports, out of what was observed: rows of Markdown. */
export const supportTable = (names, faulty) => {
  const rows = AREAS.map(([area, prefixes]) => {
    const own = names.filter(belongs(prefixes));
    const named = own.filter((name) => namedDifferences.some(({ scenario }) => scenario === name)).length;
    const same = own.length - named - own.filter((name) => faulty.has(name)).length;
    return `| ${area} | ${own.length} | ${same} | ${named || ''} |`;
  });
  return ['| | Scenarios | As EventStoreDB 24.6 | Named difference |', '|---|--:|--:|--:|', ...rows].join('\n');
};

/** The table of what is meant to differ, with the reasons: rows of Markdown. */
export const differencesTable = () => {
  const seen = namedDifferences.map(
    ({ scenario, paths, real, node, reason }) => `| ${scenario}: ${paths.join('; ')} | ${real} | ${node} | ${reason} |`,
  );
  const unseen = unrecorded.map(({ request, real, node, reason }) => `| ${request} | ${real} | ${node} | ${reason} |`);
  return ['| What | EventStoreDB 24.6 | This node | Why |', '|---|---|---|---|', ...seen, ...unseen].join('\n');
};
