import type { Id, Position, ProjectionEvent, SwapMode } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** A rebuild as it was ordered. */
export interface Ordered {
  readonly from: Position | null;
  readonly key: string | null;
  readonly swap: SwapMode;
}

/** What was ordered of a read model. What came of it lies in the read store. */
export interface ProjectionOrders {
  /** How many orders there are: the next one has this revision. */
  readonly orders: number;
  readonly paused: boolean;
  readonly rebuilds: ReadonlyMap<Id, Ordered & { readonly revision: number }>;
}

/** `projection-NAME`. */
export const projections: Decider<ProjectionOrders, ProjectionEvent> = {
  stream: (name) => `projection-${name}`,
  initial: { orders: 0, paused: false, rebuilds: new Map() },
  evolve: ({ orders: revision, paused, rebuilds }, { type, data }) => {
    const orders = revision + 1;
    switch (type) {
      case 'operations.PauseOrdered.v1':
        return { orders, paused: true, rebuilds };
      case 'operations.ResumeOrdered.v1':
        return { orders, paused: false, rebuilds };
      case 'operations.RebuildOrdered.v1': {
        const { rebuildId, from, key, swap } = data;
        return { orders, paused, rebuilds: new Map(rebuilds).set(rebuildId, { from, key, swap, revision }) };
      }
      default:
        return { orders, paused, rebuilds };
    }
  },
};
