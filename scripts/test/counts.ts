/** What a run of tests came to. */
export type Counts = { passed: number; failed: number; skipped: number };

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

type Assertion = { status: string; fullName?: string; failureMessages?: string[] };

type Report = { testResults: { name?: string; status: string; message?: string; assertionResults: Assertion[] }[] };

/** A test that failed, or a file of tests that did not load, with the first line of its reason. */
export type Fault = { file: string; test: string; reason: string };

const firstLine = (text: string | undefined): string => (text ?? '').split('\n')[0]!.trim();

/** What failed by vitest's JSON report; nothing when there is none. */
export const faultsOf = (report: string | null): Fault[] => {
  if (report === null) return [];
  const { testResults } = JSON.parse(report) as Report;
  return testResults.flatMap(({ name = '', status, message, assertionResults }) => {
    const tests = assertionResults.filter((assertion) => assertion.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [{ file: name, test: '', reason: firstLine(message) }];
    return tests.map(({ fullName = '', failureMessages }) => ({ file: name, test: fullName, reason: firstLine(failureMessages?.[0]) }));
  });
};

/**
 * The counts of vitest's JSON report. A file that could not be loaded has no test that failed and counts as one; so
 * does a run that ended badly although no test failed (an unhandled error), and one that left no report.
 */
export const countsOf = (report: string | null, exitCode: number): Counts => {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { testResults } = JSON.parse(report) as Report;
  const counts = { ...none };
  for (const file of testResults) {
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) counts.failed++;
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
};

/** The line that scripts read: the last one. */
export const closing = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;
