import { expect, test } from 'vitest';
import { runAgain, runLayer, type Outcome } from './layer.ts';
import type { Layer } from './layers.ts';
import type { Run } from './vitest.ts';

const file = (name: string, ...statuses: string[]) => ({
  name: `/here/${name}`,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, n) => ({
    status,
    fullName: `test ${n}`,
    failureMessages: status === 'failed' ? ['Error: no\n  at x'] : [],
  })),
});

/** Answers with the runs in turn, and keeps what it was asked for. */
const runner = (...runs: ReturnType<typeof file>[][]) => {
  const asked: (readonly string[])[] = [];
  const run = (filters: readonly string[]): Promise<Run> => {
    const files = runs[asked.length]!;
    asked.push(filters);
    const failed = files.some(({ status }) => status === 'failed');
    return Promise.resolve({ report: JSON.stringify({ testResults: files }), exitCode: failed ? 1 : 0 });
  };
  return { run, asked };
};

const wholly = async (layer: Layer, filters: readonly string[], run: (filters: readonly string[]) => Promise<Run>): Promise<Outcome> =>
  runAgain(layer, await runLayer('/here', filters, run), filters, run);

const fault = { file: 'a.test.ts', test: 'test 1', reason: 'Error: no' };

test('what failed beside others and holds by itself is told as unsteady', async () => {
  const { run, asked } = runner(
    [file('a.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed')],
    [file('a.test.ts', 'passed', 'passed')],
  );
  expect(await wholly('e2e', ['tests/e2e', '-t', 'test'], run)).toEqual({
    counts: { passed: 3, failed: 0, skipped: 0 },
    failed: [],
    unsteady: [fault],
  });
  expect(asked).toEqual([
    ['tests/e2e', '-t', 'test'],
    ['-t', 'test', 'a.test.ts'],
  ]);
});

test('what fails again has failed', async () => {
  const { run } = runner([file('a.test.ts', 'passed', 'failed')], [file('a.test.ts', 'passed', 'failed')]);
  expect(await wholly('faults', [], run)).toEqual({
    counts: { passed: 1, failed: 1, skipped: 0 },
    failed: [fault],
    unsteady: [],
  });
});

test('nothing runs again where tests share nothing, nor when many files fail', async () => {
  const alone = runner([file('a.test.ts', 'passed', 'failed')]);
  expect((await wholly('unit', [], alone.run)).failed).toEqual([fault]);
  const many = runner(['a', 'b', 'c', 'd'].map((name) => file(`${name}.test.ts`, 'failed')));
  expect((await wholly('integration', [], many.run)).counts.failed).toBe(4);
});
