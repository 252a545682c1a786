import { matchesGlob } from 'node:path';

/** The layers in the order they run: what is quick and near the fault first. Their folders are tests/vitest.config.ts's. */
export const layers = ['unit', 'contract', 'integration', 'faults', 'e2e'] as const;

export type Layer = (typeof layers)[number];

export type Selection = {
  check: boolean;
  layers: Layer[];
  /** What vitest is given besides: paths and options. */
  filters: string[];
};

/** Which layer a path belongs to, when it names one. */
const layerOf = (path: string): Layer | undefined =>
  layers.find((layer) => matchesGlob(path.replace(/^\.\//, ''), `tests/${layer}{,/**}`)) ??
  (/^(\.\/)?(contracts|stores|backend|projections|embedded|media|dashboard|scripts)(\/|$)/.test(path) ? 'unit' : undefined);

/** What to run: everything, or the layers that are named, or those that the paths lie in. */
export const select = (args: readonly string[]): Selection => {
  const named = layers.filter((layer) => args.includes(layer));
  const filters = args.filter((arg) => arg !== 'check' && !(layers as readonly string[]).includes(arg));
  const check = args.includes('check');
  if (named.length > 0 || check) return { check, layers: named, filters };
  const implied = [...new Set(filters.flatMap((filter) => layerOf(filter) ?? []))];
  if (implied.length > 0) return { check: false, layers: layers.filter((layer) => implied.includes(layer)), filters };
  return { check: filters.length === 0, layers: [...layers], filters };
};
