import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packages } from '../build/build.ts';
import { withLock } from '../bootstrap/lock.mjs';
import { runNode } from '../build/run.ts';
import { checkCompose } from './compose.ts';
import { checkDocs } from './docs.ts';
import { checkDrawing, draw } from './drawing.ts';
import { drawers, longFiles } from './files.ts';
import { checkImages } from './images.ts';
import { checkImports, readPackages } from './imports.ts';
import { projectFiles } from './tree.ts';

/** What a step found: faults fail the check, hints are shown. */
export type Finding = { faults: string; hints?: string };

export type Step = { name: string; run(): Promise<Finding> | Finding };

const program = (root: string, name: string, ...path: string[]) => join(root, 'node_modules', name, ...path);

const tool = async (root: string, args: string[], cwd = root): Promise<Finding> => {
  const env = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  // Tests may go on beside it, and have timers.
  const { code, output } = await runNode(args, { cwd, env, nice: true });
  return { faults: code === 0 ? '' : output.trim() || `ended with exit code ${code}` };
};

/** What writes as the build does takes turns with it; what only reads does not keep a product waiting that begins with a look at its build. */
const inTurn = (root: string, work: () => Promise<Finding>): Promise<Finding> => withLock(join(root, '.cache/build.lock'), work);

const listed = (faults: string[]): Finding => ({ faults: faults.join('\n') });

const lockfile = (root: string): Finding => {
  try {
    // It resolves what package.json asks for against the lockfile, and writes nothing.
    execFileSync('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline'], { cwd: root, stdio: 'pipe', encoding: 'utf8' });
    return { faults: '' };
  } catch (error) {
    return { faults: (error as { stderr?: string }).stderr?.trim() || (error as Error).message };
  }
};

const workflows = (root: string, files: string[]): Finding =>
  listed(
    files
      .filter((file) => /^\.github\/.*\.ya?ml$/.test(file))
      .flatMap((file) => {
        try {
          parse(readFileSync(join(root, file), 'utf8'));
          return [];
        } catch (error) {
          return [`${file}: ${(error as Error).message.split('\n')[0]}`];
        }
      }),
  );

const drawnPackages = (root: string) => readPackages(root, [...packages, 'dashboard']);

/** Draws the drawing of the architecture page anew. */
export const redraw = (root: string): void => draw(root, projectFiles(root), drawnPackages(root));

/** Everything that is checked, in two lanes: the steps of a lane follow one another, the lanes run side by side. */
export const lanes = (root: string): Step[][] => {
  const files = projectFiles(root);
  const tsc = program(root, 'typescript', 'bin/tsc');
  return [
    [
      { name: 'types: packages', run: () => inTurn(root, () => tool(root, [tsc, '-b'])) },
      { name: 'types: tests', run: () => tool(root, [tsc, '-p', 'tests', '--noEmit']) },
      { name: 'types: scripts', run: () => tool(root, [tsc, '-p', 'scripts']) },
    ],
    [
      { name: 'lint', run: () => tool(root, [program(root, 'oxlint', 'bin/oxlint')]) },
      { name: 'imports', run: () => listed(checkImports(root, files, readPackages(root, [...packages, 'dashboard', 'tests']))) },
      { name: 'names', run: () => listed(drawers(files)) },
      { name: 'lengths', run: () => ({ faults: '', hints: longFiles(root, files).join('\n') }) },
      { name: 'lockfile', run: () => lockfile(root) },
      { name: 'images', run: () => listed(checkImages(root, files)) },
      { name: 'paths in texts', run: () => listed(checkDocs(root, files)) },
      { name: 'drawing', run: () => listed(checkDrawing(root, files, drawnPackages(root))) },
      { name: 'compose file', run: () => listed(checkCompose(root)) },
      { name: 'workflows', run: () => workflows(root, files) },
      {
        name: 'format',
        run: () =>
          tool(root, [
            program(root, 'prettier', 'bin/prettier.cjs'),
            '--check',
            '--log-level=warn',
            '--cache',
            '--cache-location=.cache/prettier',
            '.',
          ]),
      },
      {
        name: 'types: dashboard',
        run: async () => {
          const kit = await inTurn(root, () =>
            tool(root, [program(root, '@sveltejs/kit', 'svelte-kit.js'), 'sync'], join(root, 'dashboard')),
          );
          if (kit.faults) return kit;
          const svelteCheck = program(root, 'svelte-check', 'bin/svelte-check');
          return tool(root, [svelteCheck, '--tsconfig', './tsconfig.json', '--fail-on-warnings'], join(root, 'dashboard'));
        },
      },
    ],
  ].map((lane) => lane.filter((step) => step.name !== 'types: dashboard' || existsSync(join(root, 'dashboard/tsconfig.json'))));
};
