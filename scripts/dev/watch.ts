import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Academy } from '../start/academy.ts';
import type { ProcessName } from '../start/processes.ts';

/** Which processes run the sources of a package. */
const runs: Record<string, ProcessName[]> = {
  contracts: ['projections', 'backend', 'media'],
  stores: ['projections', 'backend'],
  projections: ['projections', 'backend'],
  backend: ['backend'],
  media: ['media'],
  'embedded/eventstore': ['eventstore'],
  'embedded/mongo': ['mongo'],
};

/** The processes to restart for a changed file; none for tests and what editors leave. */
export const affected = (folder: string, file: string): ProcessName[] =>
  file.endsWith('.test.ts') || !/\.(ts|json|html)$/.test(file) ? [] : (runs[folder] ?? []);

/** Restarts what runs a changed source, once for all the files that an editor or a checkout writes together. */
export const watchSources = (root: string, academy: Academy, signal: AbortSignal): void => {
  const due = new Set<ProcessName>();
  let timer: NodeJS.Timeout | undefined;
  const restart = async () => {
    const names = [...due];
    due.clear();
    process.stderr.write(`Changed: ${names.join(', ')} restart${names.length === 1 ? 's' : ''}.\n`);
    await Promise.all(names.map((name) => academy.keeper(name)?.restart()));
  };
  for (const folder of Object.keys(runs)) {
    watch(join(root, folder, 'src'), { recursive: true, signal }, (_, file) => {
      for (const name of affected(folder, file ?? '')) due.add(name);
      if (due.size === 0) return;
      clearTimeout(timer);
      timer = setTimeout(() => void restart(), 150);
    });
  }
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
};
