import { relative } from 'node:path';
import { countsOf, faultsOf, type Counts, type Fault } from './counts.ts';
import type { Layer } from './layers.ts';
import type { Run } from './vitest.ts';

/** How a layer went: what failed, and what failed beside other files and held by itself. */
export type Outcome = { counts: Counts; failed: Fault[]; unsteady: Fault[] };

/** Layers whose tests talk to servers, with timers of their own, that share the machine with those of other files. */
const SHARING: ReadonlySet<Layer> = new Set(['contract', 'integration', 'faults', 'e2e']);

/** More files than this that fail have a fault in common. */
const FEW = 3;

/**
 * Runs a layer. A few files that failed beside others run again by themselves, once, where tests share the machine: what holds
 * then is told as unsteady, with its first reason, and does not fail the run. What fails again, or elsewhere, fails.
 */
export const runLayer = async (
  root: string,
  layer: Layer,
  filters: readonly string[],
  run: (filters: readonly string[]) => Promise<Run>,
): Promise<Outcome> => {
  const first = await run(filters);
  const counts = countsOf(first.report, first.exitCode);
  const faults = faultsOf(first.report).map((fault) => ({ ...fault, file: relative(root, fault.file) }));
  const files = [...new Set(faults.map(({ file }) => file))];
  if (!SHARING.has(layer) || files.length === 0 || files.length > FEW) return { counts, failed: faults, unsteady: [] };
  const again = await run([...options(filters), ...files]);
  const failed = countsOf(again.report, again.exitCode).failed;
  if (failed > 0) return { counts, failed: faults, unsteady: [] };
  return { counts: { ...counts, passed: counts.passed + counts.failed, failed: 0 }, failed: [], unsteady: faults };
};

/** The filters without the paths among them: `-t NAME` and the like. */
const options = (filters: readonly string[]): string[] => {
  const at = filters.findIndex((filter) => filter.startsWith('-'));
  return at < 0 ? [] : filters.slice(at);
};
