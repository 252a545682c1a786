import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { build } from './build.ts';

const progress = createProgress();
await build(root, progress, process.argv.includes('--force'))
  .then((worked) => worked || progress.line('Everything is built already.'))
  .catch(endWith);
