import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

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
    // One of each core's worth: Vitest leaves one for itself, and with two that is half of what there is.
    maxWorkers: availableParallelism(),
    sequence: { groupOrder: order++ },
    ...limits,
  },
});

export default defineConfig({
  test: {
    projects: [
      layer('unit', ['{contracts,stores,media,backend,projections,embedded/*,dashboard,scripts}/**/*.test.{ts,mjs}'], {
        testTimeout: 10_000,
        isolate: false,
      }),
      layer('contract', ['tests/contract/**/*.test.ts'], { testTimeout: 60_000, isolate: false }),
      layer('integration', ['tests/integration/**/*.test.ts'], { testTimeout: 60_000, isolate: false }),
      layer('faults', ['tests/faults/**/*.test.ts'], { testTimeout: 300_000, maxWorkers: 2 }),
      layer('e2e', ['tests/e2e/**/*.test.ts'], { testTimeout: 180_000, maxWorkers: 2 }),
    ],
  },
});
