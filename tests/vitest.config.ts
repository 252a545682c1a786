import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const conditions = ['development'];

/** A layer of the table at the end of docs/architecture.md: its tests may do as much as its name says. */
const layer = (name: string, include: string[], limits: { testTimeout: number; fileParallelism?: boolean }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, include, root, environment: 'node' as const, hookTimeout: 120_000, ...limits },
});

export default defineConfig({
  test: {
    projects: [
      layer('unit', ['{contracts,stores,media,backend,projections,embedded/*,dashboard,scripts}/**/*.test.{ts,mjs}'], {
        testTimeout: 10_000,
      }),
      layer('contract', ['tests/contract/**/*.test.ts'], { testTimeout: 60_000 }),
      layer('integration', ['tests/integration/**/*.test.ts'], { testTimeout: 60_000 }),
      layer('faults', ['tests/faults/**/*.test.ts'], { testTimeout: 300_000, fileParallelism: false }),
      layer('e2e', ['tests/e2e/**/*.test.ts'], { testTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
