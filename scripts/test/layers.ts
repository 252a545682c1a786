import { matchesGlob } from 'node:path';

/** The layers in the order they are told in: what is quick and near the fault first. Their files are tests/vitest.config.ts's. */
export const layers = ['unit', 'contract', 'integration', 'faults', 'e2e', 'filming'] as const;

export type Layer = (typeof layers)[number];

/** What goes on at once, one after the other: what stands in a row follows one another, the rows of a stage run side by side. */
export type Stage = readonly (readonly ('check' | Layer)[])[];

/**
 * The check and the unit tests compute while the tests of integration wait. Whole products would only keep one another waiting: faults and
 * browsers beside each other took as long as one after the other. What films keeps time and has the machine to itself.
 */
const stages: readonly Stage[] = [[['check'], ['unit', 'contract'], ['integration']], [['faults']], [['e2e']], [['filming']]];

export type Selection = {
  check: boolean;
  layers: Layer[];
  /** What vitest is given besides: paths and options. */
  filters: string[];
};

/** A camera is a matter of the browser tests that have one: who asks for the browser tests means them too. */
const isMeant = (layer: Layer, by: readonly string[]): boolean => by.includes(layer) || (layer === 'filming' && by.includes('e2e'));

/** Which layer a path belongs to, when it names one. */
const layerOf = (path: string): Layer | undefined =>
  layers.find((layer) => matchesGlob(path.replace(/^\.\//, ''), `tests/${layer}{,/**}`)) ??
  (/^(\.\/)?(contracts|stores|backend|projections|embedded|media|dashboard|scripts)(\/|$)/.test(path) ? 'unit' : undefined);

/** What to run: everything, or the layers that are named, or those that the paths lie in. */
export const select = (args: readonly string[]): Selection => {
  const named = layers.filter((layer) => isMeant(layer, args));
  const filters = args.filter((arg) => arg !== 'check' && !(layers as readonly string[]).includes(arg));
  const check = args.includes('check');
  if (named.length > 0 || check) return { check, layers: named, filters };
  const implied = [...new Set(filters.flatMap((filter) => layerOf(filter) ?? []))];
  if (implied.length > 0) return { check: false, layers: layers.filter((layer) => isMeant(layer, implied)), filters };
  return { check: filters.length === 0, layers: [...layers], filters };
};

/** The stages of what is selected, without rows and stages that have nothing to do. */
export const stagesOf = (selection: Selection): Stage[] => {
  const wanted = (name: 'check' | Layer) => (name === 'check' ? selection.check : selection.layers.includes(name));
  return stages.map((rows) => rows.map((row) => row.filter(wanted)).filter((row) => row.length > 0)).filter((rows) => rows.length > 0);
};
