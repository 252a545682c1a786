// Records what a server does, or compares it with a recording.
// usage: node run.mjs --url esdb://127.0.0.1:2113?tls=false [--record FILE | --check FILE] [--only TEXT] [--except TEXT]
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { differences } from './kit/compare.mjs';
import { perform } from './kit/perform.mjs';
import { prepare } from './kit/prepare.mjs';
import { reachable } from './kit/reachable.mjs';
import { scenarios } from './scenarios/index.mjs';

const { values: given } = parseArgs({
  options: Object.fromEntries(['url', 'record', 'check', 'only', 'except'].map((name) => [name, { type: 'string' }])),
});
const url = given.url ?? 'esdb://127.0.0.1:2113?tls=false';

const recording = given.check && JSON.parse(await readFile(given.check, 'utf8'));
const chosen = (name) => (!given.only || name.includes(given.only)) && !(given.except && name.includes(given.except));
const known = (name) => !recording || name in recording.scenarios;
const show = (value) => (value === undefined ? '(absent)' : JSON.stringify(value));

const results = {};
const count = { passed: 0, failed: 0, skipped: 0 };
const began = Date.now();
let there = await reachable(url);
if (there) await prepare(url);

for (const scenario of scenarios) {
  if (!chosen(scenario.name) || !known(scenario.name)) {
    count.skipped += 1;
    continue;
  }
  there &&= await reachable(url);
  const { result, failure } = there ? await perform(scenario, url) : { failure: 'no server there' };
  results[scenario.name] = result;
  const wrong = failure
    ? [{ path: 'run', expected: 'a result', seen: failure }]
    : recording
      ? differences(recording.scenarios[scenario.name], result)
      : [];
  count[wrong.length ? 'failed' : 'passed'] += 1;
  if (wrong.length) console.log(`\nFAILED ${scenario.name}`);
  for (const { path, expected, seen } of wrong) console.log(`  ${path}\n    expected ${show(expected)}\n    seen     ${show(seen)}`);
  if (!given.record && !recording) console.log(`\n${scenario.name}\n${JSON.stringify(result, null, 2)}`);
}

for (const name of Object.keys(recording?.scenarios ?? {}).filter((name) => chosen(name) && !(name in results))) {
  count.failed += 1;
  console.log(`\nFAILED ${name}\n  is in the recording, but not in the kit`);
}

if (given.record && !count.failed)
  await writeFile(
    given.record,
    JSON.stringify(
      { recorded: 'EventStoreDB 24.6.0, single node, insecure', client: '@eventstore/db-client 6.2.1', scenarios: results },
      null,
      1,
    ) + '\n',
  );

console.log(`\n${((Date.now() - began) / 1000).toFixed(1)} s`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed ? 1 : 0);
