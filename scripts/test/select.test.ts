import { describe, expect, test } from 'vitest';
import { closing, countsOf } from './counts.ts';
import { layers, select, stagesOf } from './layers.ts';

describe('what npm test runs', () => {
  test('everything', () => expect(select([])).toEqual({ check: true, layers: [...layers], filters: [] }));
  test('the layers that are named, in their order', () =>
    expect(select(['contract', 'unit'])).toEqual({ check: false, layers: ['unit', 'contract'], filters: [] }));
  test('the layer that a path lies in', () => {
    expect(select(['tests/e2e/quiz.test.ts'])).toEqual({
      check: false,
      layers: ['e2e', 'filming'],
      filters: ['tests/e2e/quiz.test.ts'],
    });
    expect(select(['backend/src/quizzes'])).toMatchObject({ check: false, layers: ['unit'] });
  });
  test('the tests of a name, in every layer', () =>
    expect(select(['-t', 'seats'])).toEqual({ check: false, layers: [...layers], filters: ['-t', 'seats'] }));
  test('the check alone', () => expect(select(['check'])).toEqual({ check: true, layers: [], filters: [] }));
  test('the browser tests with those that have a camera, which are also had alone', () => {
    expect(select(['e2e']).layers).toEqual(['e2e', 'filming']);
    expect(select(['filming']).layers).toEqual(['filming']);
  });
});

describe('the stages', () => {
  test('have all layers, and nothing beside what films', () => {
    const stages = stagesOf(select([]));
    expect(stages.flat(2).toSorted()).toEqual(['check', ...layers].toSorted());
    expect(stages.at(-1)).toEqual([['filming']]);
  });
  test('leave out what is not selected', () =>
    expect(stagesOf(select(['contract', 'integration', 'e2e']))).toEqual([[['contract'], ['integration']], [['e2e']], [['filming']]]));
});

describe('the counts', () => {
  const report = (...files: { status: string; tests: string[] }[]) =>
    JSON.stringify({
      testResults: files.map(({ status, tests }) => ({ status, assertionResults: tests.map((test) => ({ status: test })) })),
    });

  test('are those of the tests', () =>
    expect(countsOf(report({ status: 'failed', tests: ['passed', 'failed', 'pending', 'todo'] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
    }));
  test('count a file that does not load', () =>
    expect(countsOf(report({ status: 'passed', tests: ['passed'] }, { status: 'failed', tests: [] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    }));
  test('count an end that no test explains, and one without a report', () => {
    expect(countsOf(report({ status: 'passed', tests: ['passed'] }), 1).failed).toBe(1);
    expect(countsOf(null, 0).failed).toBe(1);
  });
  test('close with the line that scripts read', () =>
    expect(closing({ passed: 3, failed: 0, skipped: 1 })).toBe('3 passed, 0 failed, 1 skipped'));
});
