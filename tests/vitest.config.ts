import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './longest-first.ts';

const root = resolve(import.meta.dirname, '..');
const conditions = ['development'];

/** How long a test may take, whether its files share the modules of their process, how many files run at once. */
type Limits = { testTimeout: number; isolate?: boolean; maxWorkers?: number };

let order = 0;

/** A layer of the table at the end of docs/architecture.md: its tests may do as much as its name says. */
const layer = (name: string, include: string[], limits: Limits) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    include,
    root,
    environment: 'node' as const,
    hookTimeout: 120_000,
    // Vitest would leave a core for itself: of two that is half of what there is.
    maxWorkers: availableParallelism(),
    sequence: { groupOrder: order++ },
    ...limits,
  },
});

const browsing = globSync('tests/e2e/**/*.test.ts', { cwd: root });
/** A browser with a camera of its own shows moving pictures in real time: nothing else runs beside it. */
const filming = browsing.filter((file) => readFileSync(join(root, file), 'utf8').includes('FAKE_DEVICES'));

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      layer('unit', ['{contracts,stores,media,backend,projections,embedded/*,dashboard,scripts}/**/*.test.{ts,mjs}'], {
        // The check and other layers compute beside it.
        testTimeout: 30_000,
        isolate: false,
      }),
      layer('contract', ['tests/contract/**/*.test.ts'], { testTimeout: 60_000, isolate: false }),
      layer('integration', ['tests/integration/**/*.test.ts'], { testTimeout: 60_000, isolate: false }),
      layer('faults', ['tests/faults/**/*.test.ts'], { testTimeout: 300_000, maxWorkers: 3 }),
      layer('e2e', [...new Set(browsing).difference(new Set(filming))], { testTimeout: 180_000, maxWorkers: 2 }),
      layer('filming', filming, { testTimeout: 180_000, maxWorkers: 1 }),
    ],
  },
});
