import type { Id, Instant, OrderKind, Position, SwapMode } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** What an operator ordered of a read model. */
export interface OrderRow {
  readonly orderId: Id;
  readonly name: string;
  readonly kind: OrderKind;
  readonly by: Id | null;
  readonly at: Instant;
  readonly rebuildId: Id | null;
  readonly from: Position | null;
  readonly key: string | null;
  readonly swap: SwapMode | null;
  readonly fact: { readonly stream: string; readonly revision: number } | null;
  readonly reason: string | null;
  /** Sorts by time, and orders of the same instant by their ids. */
  readonly newest: string;
}

const KINDS = {
  'operations.PauseOrdered.v1': 'pause',
  'operations.ResumeOrdered.v1': 'resume',
  'operations.RebuildOrdered.v1': 'rebuild',
  'operations.SwapOrdered.v1': 'swap',
  'operations.RollbackOrdered.v1': 'rollback',
  'operations.CancellationOrdered.v1': 'cancellation',
  'operations.RetryOrdered.v1': 'retry',
  'operations.SkipOrdered.v1': 'skip',
} as const satisfies Record<string, OrderKind>;
type From = keyof typeof KINDS;
const TYPES = Object.keys(KINDS) as readonly From[];

/** What was not said by an order. */
const UNSAID = { rebuildId: null, from: null, key: null, swap: null, fact: null, reason: null } as const;

export const orders = projection<OrderRow, From>({
  name: 'orders',
  version: 1,
  from: TYPES,
  first: TYPES,
  key: ({ id }) => id,
  fold: (_, { type, data, id, metadata }) => {
    const { at, by } = metadata;
    const order = { ...UNSAID, orderId: id, name: data.name, kind: KINDS[type], by, at, newest: `${at}/${id}` };
    switch (type) {
      case 'operations.PauseOrdered.v1':
      case 'operations.ResumeOrdered.v1':
        return order;
      case 'operations.RebuildOrdered.v1':
        return { ...order, rebuildId: data.rebuildId, from: data.from, key: data.key, swap: data.swap };
      case 'operations.RetryOrdered.v1':
        return { ...order, key: data.key };
      case 'operations.SkipOrdered.v1': {
        const { key, stream, revision, reason } = data;
        return { ...order, key, fact: { stream, revision }, reason };
      }
      default:
        return { ...order, rebuildId: data.rebuildId };
    }
  },
  indexes: [{ newest: 1, _id: 1 }, { name: 1, newest: 1, _id: 1 }, { position: 1 }],
  rooms: { operator: null },
  views: ({ newest: _, ...row }) => [{ room: 'operator', audience: 'staff', row }],
});
