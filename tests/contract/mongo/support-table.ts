// The README's table of what is supported, taken from what the tests of this folder are called. Run it to write the table anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const README = resolve(import.meta.dirname, '../../../embedded/mongo/README.md');
const [BEGIN, END] = ['<!-- supported: written by tests/contract/mongo/support-table.ts -->', '<!-- end of supported -->'];
/** The files in the order in which the README tells of them. */
const ORDER = [
  'crud',
  'updates',
  'types',
  'indexes',
  'collations',
  'aggregation-stages',
  'aggregation-expressions',
  'transactions',
  'retryable-writes',
  'change-streams',
  'restart',
  'collections',
  'compaction',
  'drivers',
  'refusals',
  'program',
];

const TITLE = /^(\s*)(describe|test)(?:\.skipIf\([^)]*\)|\.each(?:<[^>]*>)?\(\[\n[\s\S]*?\n\s*\]\))?\(\s*(['`"])((?:(?!\3).)*)\3/gm;
/** The names of a `test.each`'s cases. */
const CASE = /^\s*\[\s*'((?:[^'\\]|\\.)*)'/gm;

interface Suite {
  title: string;
  tests: string[];
}

/** The suites of a file; tests that stand in none belong to one of the file's name. */
const suitesOf = (name: string, source: string): Suite[] => {
  const suites: Suite[] = [{ title: name, tests: [] }];
  for (const [whole, , kind, , title = ''] of source.matchAll(TITLE)) {
    if (kind === 'describe') suites.push({ title, tests: [] });
    else if (title === '%s') suites.at(-1)?.tests.push(...[...whole.matchAll(CASE)].map(([, name = '']) => name));
    else suites.at(-1)?.tests.push(title);
  }
  return suites.filter((suite) => suite.tests.length > 0);
};

/** The table, as the tests have it now. */
export const supportTable = (): string => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'support-table.test.ts');
  const unknown = files.filter((name) => !ORDER.includes(name.replace('.test.ts', '')));
  if (unknown.length > 0) throw new Error(`support-table.ts has no place for ${unknown.join(', ')}`);
  const suites = ORDER.flatMap((name) => suitesOf(name, readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8')));
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\\\\', '\\');
  const rows = suites.map(({ title, tests }) => `| ${cell(title)} | ${tests.map(cell).join(' · ')} |`);
  return ['| | What the tests show |', '| --- | --- |', ...rows].join('\n');
};

/** The README with the table as it should be. */
export const withTable = (readme: string, table: string): string => {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${README} lacks the marks of its table`);
  return `${before}${BEGIN}\n\n<!-- prettier-ignore -->\n${table}\n\n${END}${after}`;
};

/** The README as it is. */
export const readReadme = (): string => readFileSync(README, 'utf8');

if (process.argv[1] === import.meta.filename) writeFileSync(README, withTable(readReadme(), supportTable()));
