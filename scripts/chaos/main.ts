import { spawn } from 'node:child_process';
import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { build } from '../build/build.ts';

try {
  await build(root, createProgress());
  const args = ['--conditions=development', '--import', '@oxc-node/core/register', 'tests/chaos/main.ts', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  endWith(error);
}
