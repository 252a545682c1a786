import type { Id, ImportEvent, ImportProgress } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';

/** How far a history is brought in; null before it is begun. */
export type Import = ImportProgress | null;

/** `import-ID`. */
export const imports: Decider<Import, ImportEvent> = {
  stream: (importId) => `import-${importId}`,
  initial: null,
  evolve: (known, { type, data }) => {
    if (type === 'operations.ImportBegun.v1') return { ...data, done: 0 };
    return known && { ...known, done: data.done };
  },
};

/** Who begins the same import again goes on with it. */
export function begin(known: Import, importId: Id, source: string, total: number): Decision<ImportEvent> {
  if (!known) return accept({ type: 'operations.ImportBegun.v1', data: { importId, source, total } });
  return known.total === total ? nothing() : refuse('import-differs');
}

/** Whether items may be taken in that begin with the number `from`. */
export const misplaced = (known: Import, from: number): 'import-not-found' | 'import-out-of-order' | null => {
  if (!known) return 'import-not-found';
  return from > known.done ? 'import-out-of-order' : null;
};

/** The items before the number `done` have been taken in. */
export function advance(known: Import, done: number): Decision<ImportEvent> {
  if (!known) return refuse('import-not-found');
  const { importId, total } = known;
  if (done > total) return refuse('import-differs');
  return done > known.done ? accept({ type: 'operations.ImportAdvanced.v1', data: { importId, done } }) : nothing();
}
