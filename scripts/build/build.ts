import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../bootstrap/failure.mjs';
import { withLock } from '../bootstrap/lock.mjs';
import type { createProgress } from '../bootstrap/progress.mjs';
import { filesUnder, fingerprint, type Fingerprint } from './fingerprint.ts';
import { runNode } from './run.ts';

/** The packages that tsc builds, in the order of tsconfig.json's references. */
export const packages = ['contracts', 'stores', 'embedded/eventstore', 'embedded/mongo', 'media', 'projections', 'backend'];

type Unit = { name: string; inputs: string[]; outputs(files: string[]): string[] };

const shared = ['package-lock.json', 'tsconfig.base.json'];

const units: { types: Unit; dashboard: Unit } = {
  types: {
    name: 'types',
    inputs: [...shared, 'tsconfig.json', ...packages.flatMap((path) => [`${path}/src`, `${path}/tsconfig.json`, `${path}/package.json`])],
    outputs: (files) =>
      files.filter((file) => /(?<!\.d)\.ts$/.test(file)).map((file) => file.replace('/src/', '/dist/').replace(/\.ts$/, '.js')),
  },
  dashboard: {
    name: 'dashboard',
    inputs: [...shared, 'dashboard', 'contracts/src', 'contracts/package.json'],
    outputs: () => ['dashboard/build/index.js'],
  },
};

type Stamps = Record<string, Fingerprint | undefined>;

const stampFile = (root: string) => join(root, '.cache/build.json');

const readStamps = (root: string): Stamps => {
  try {
    return JSON.parse(readFileSync(stampFile(root), 'utf8')) as Stamps;
  } catch {
    return {};
  }
};

const writeStamps = (root: string, stamps: Stamps) => {
  mkdirSync(dirname(stampFile(root)), { recursive: true });
  writeFileSync(`${stampFile(root)}.${process.pid}`, JSON.stringify(stamps));
  renameSync(`${stampFile(root)}.${process.pid}`, stampFile(root));
};

/** What the sources of a unit look like now, and whether what was built of them is still there and of these sources. */
const examine = (root: string, unit: Unit, stamps: Stamps) => {
  const files = unit.inputs.flatMap((input) => filesUnder(root, input));
  const now = fingerprint(root, files, stamps[unit.name]);
  const fresh = now.digest === stamps[unit.name]?.digest && unit.outputs(files).every((file) => existsSync(join(root, file)));
  return { now, fresh };
};

const fail = (what: string, output: string) =>
  new Failure(`${what} does not build`, `\n${output.trim().split('\n').slice(0, 40).join('\n')}\n`);

const compile = async (root: string, projects: string[]) => {
  const { code, output } = await runNode(['node_modules/typescript/bin/tsc', '-b', ...projects], { cwd: root });
  if (code !== 0) throw fail('TypeScript', output);
};

const bundle = async (root: string) => {
  const { code, output } = await runNode([join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'dashboard'),
  });
  if (code !== 0) throw fail('The dashboard', output);
};

/** Builds what changed since it was last built; true when there was anything to do. */
export const build = (root: string, progress: ReturnType<typeof createProgress>, force = false): Promise<boolean> =>
  withLock(join(root, '.cache/build.lock'), async () => {
    const stamps = force ? {} : readStamps(root);
    const types = examine(root, units.types, stamps);
    const dashboard = examine(root, units.dashboard, stamps);
    // Kept even where nothing is to build: files that were only touched need not be read again the next time.
    const keep = (unit: Unit, now: Fingerprint) => writeStamps(root, Object.assign(stamps, { [unit.name]: now }));
    if (types.fresh) keep(units.types, types.now);
    if (dashboard.fresh) keep(units.dashboard, dashboard.now);
    if (types.fresh && dashboard.fresh) return false;
    const work: Promise<void>[] = [];
    // The dashboard imports the contracts as built: they come first, then a core each for the two long ones.
    if (!types.fresh) await progress.step('Building the contracts', () => compile(root, ['contracts']));
    if (!types.fresh) {
      work.push(progress.step('Building the servers', () => compile(root, [])).then(() => keep(units.types, types.now)));
    }
    if (!dashboard.fresh) {
      work.push(progress.step('Building the dashboard', () => bundle(root)).then(() => keep(units.dashboard, dashboard.now)));
    }
    const failures = (await Promise.allSettled(work)).filter((result) => result.status === 'rejected');
    if (failures[0]) throw failures[0].reason;
    return true;
  });
