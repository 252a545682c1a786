import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { check, report } from './check.ts';
import { redraw } from './steps.ts';

const progress = createProgress();

try {
  if (process.argv.includes('--draw')) redraw(root);
  const began = Date.now();
  const results = await check(root, progress);
  report(results, progress.line);
  const bad = results.filter(({ finding }) => finding.faults).map(({ name }) => name);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  progress.line(
    bad.length > 0
      ? `\n${bad.length} of ${results.length} checks failed in ${seconds} s: ${bad.join(', ')}`
      : `\nAll ${results.length} checks hold (${seconds} s).`,
  );
  process.exit(bad.length > 0 ? 1 : 0);
} catch (error) {
  endWith(error);
}
