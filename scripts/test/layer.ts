import { relative } from 'node:path';
import { countsOf, faultsOf, type Counts, type Fault } from './counts.ts';
import type { Layer } from './layers.ts';
import type { Run } from './vitest.ts';

/** How a layer went: what failed, and what failed beside other files and held by itself. */
export type Outcome = { counts: Counts; failed: Fault[]; unsteady: Fault[] };

type Runs = (filters: readonly string[]) => Promise<Run>;

/** Layers whose tests talk to servers, with timers of their own, that share the machine with those of other files. */
const SHARING: ReadonlySet<Layer> = new Set(['contract', 'integration', 'faults', 'e2e', 'filming']);

/** More files than this that fail have a fault in common. */
const FEW = 3;

/** Runs a layer, and gives how it went with the first reasons of what failed. */
export const runLayer = async (root: string, filters: readonly string[], run: Runs): Promise<Outcome> => {
  const { report, exitCode } = await run(filters);
  const failed = faultsOf(report).map((fault) => ({ ...fault, file: relative(root, fault.file) }));
  return { counts: countsOf(report, exitCode), failed, unsteady: [] };
};

/**
 * Once nothing else runs any more: a few files that failed beside others run again by themselves, once, where tests share the machine. What
 * holds then is told as unsteady, with its first reason, and does not fail the run. What fails again, or elsewhere, fails.
 */
export const runAgain = async (layer: Layer, outcome: Outcome, filters: readonly string[], run: Runs): Promise<Outcome> => {
  const { counts, failed } = outcome;
  const files = [...new Set(failed.map(({ file }) => file))];
  if (!SHARING.has(layer) || files.length === 0 || files.length > FEW) return outcome;
  const again = await run([...options(filters), ...files]);
  if (countsOf(again.report, again.exitCode).failed > 0) return outcome;
  return { counts: { ...counts, passed: counts.passed + counts.failed, failed: 0 }, failed: [], unsteady: failed };
};

/** The filters without the paths among them: `-t NAME` and the like. */
const options = (filters: readonly string[]): string[] => {
  const at = filters.findIndex((filter) => filter.startsWith('-'));
  return at < 0 ? [] : filters.slice(at);
};
