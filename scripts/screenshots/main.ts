import { spawn } from 'node:child_process';
import { findChromium } from '../chromium.mjs';
import { endWith } from '../bootstrap/failure.mjs';
import { root } from '../bootstrap/launch.mjs';

try {
  const chromium = await findChromium({ install: true });
  const args = ['--conditions=development', '--import', '@oxc-node/core/register', 'tests/screenshots/take.ts', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, LYCEUM_CHROMIUM: chromium } });
  child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  endWith(error);
}
