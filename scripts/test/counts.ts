/** What a run of tests came to. */
export type Counts = { passed: number; failed: number; skipped: number };

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

type Report = { testResults: { status: string; message?: string; assertionResults: { status: string }[] }[] };

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
