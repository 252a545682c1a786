// Writes the tables of what the embedded node supports and how it differs into its README, out of a run of the scenarios.
// usage: node support-table.mjs   (with --conditions=development to use the node's sources)
import { readFile, writeFile } from 'node:fs/promises';
import { startEventStore } from 'lyceum-eventstore';
import { differencesTable, judge, observe, readRecording, supportTable } from './conformance.mjs';
import { README, withTables } from './readme.mjs';

const nodes = [];
const start = async (count, projections) => {
  const started = await Promise.all(Array.from({ length: count }, () => startEventStore({ data: ':memory:', port: 0, projections })));
  nodes.push(...started);
  return started.map(({ url }) => url);
};

const recording = await readRecording();
const names = Object.keys(recording);
const run = observe({ plain: await start(8, 'none'), projecting: await start(2, 'running') }, names);
await run.done;
const faulty = new Set();
for (const name of names) if (judge(name, await run.of(name), recording).faults.length > 0) faulty.add(name);
await Promise.all(nodes.map((node) => node.close()));
const tables = { support: supportTable(names, faulty), differences: differencesTable() };
await writeFile(README, withTables(await readFile(README, 'utf8'), tables));
process.stdout.write(`${names.length} scenarios run, ${faulty.size} with differences that nobody named\n`);
