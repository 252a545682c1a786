import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery, Position } from '../values.ts';

/** When the rows of a rebuild take the place of the live ones: when an operator says so, or by themselves if none differs. */
export const SwapMode = z.enum(['manual', 'when-equal']).meta({ id: 'SwapMode' });
export type SwapMode = z.infer<typeof SwapMode>;

export const RebuildPhase = z.enum(['filling', 'compared', 'swapped', 'rolled-back', 'cancelled', 'failed']).meta({ id: 'RebuildPhase' });
export type RebuildPhase = z.infer<typeof RebuildPhase>;

/** What is done while a rebuild is filling: rows that stay as they are are taken over, the log is read, the rows are compared. */
export const RebuildStep = z.enum(['copying', 'reading', 'comparing']).meta({ id: 'RebuildStep' });
export type RebuildStep = z.infer<typeof RebuildStep>;

/** The longest key of a row. */
export const RowKey = z.string().min(1).max(1000);

export const OrderRebuild = z
  .strictObject({
    /** Only rows that changed after this position are folded anew, from their beginning. */
    from: Position.optional(),
    key: RowKey.optional(),
    swap: SwapMode.default('manual'),
  })
  .refine(({ from, key }) => from === undefined || key === undefined, 'either from a position or one key')
  .meta({ id: 'OrderRebuild' });
export type OrderRebuild = z.infer<typeof OrderRebuild>;
export const RebuildOrdered = z.object({ rebuildId: Id }).meta({ id: 'RebuildOrdered' });

export const DifferenceKind = z.enum(['added', 'removed', 'changed']).meta({ id: 'DifferenceKind' });
export type DifferenceKind = z.infer<typeof DifferenceKind>;

const Row = z.record(z.string(), z.unknown()).nullable();

/** A row that a rebuild changes: as it is, and as it would be; null where it is not there. */
export const DifferingRow = z.object({ kind: DifferenceKind, key: z.string(), before: Row, after: Row }).meta({ id: 'DifferingRow' });
export type DifferingRow = z.infer<typeof DifferingRow>;

/** What a rebuild would change, both sides having seen the log up to `position`; a few of the rows as samples. */
export const Difference = z
  .object({
    added: z.int(),
    removed: z.int(),
    changed: z.int(),
    position: Position,
    samples: z.array(DifferingRow),
  })
  .meta({ id: 'Difference' });
export type Difference = z.infer<typeof Difference>;

/** A rebuild. `done` and `total` count events (`total` is estimated until all are read), `rate` events a second. */
export const Rebuild = z
  .object({
    rebuildId: Id,
    name: z.string(),
    version: z.int(),
    from: Position.nullable(),
    key: z.string().nullable(),
    swap: SwapMode,
    phase: RebuildPhase,
    step: RebuildStep.nullable(),
    done: z.int(),
    total: z.int(),
    rate: z.int(),
    secondsLeft: z.number().nullable(),
    difference: Difference.nullable(),
    /** Whether the former rows are still kept, so that it can be taken back. */
    former: z.boolean(),
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Rebuild' });
export type Rebuild = z.infer<typeof Rebuild>;
export const RebuildList = z.object({ items: z.array(Rebuild), next: z.null() }).meta({ id: 'RebuildList' });

export const OrderKind = z
  .enum(['pause', 'resume', 'rebuild', 'swap', 'rollback', 'cancellation', 'retry', 'skip'])
  .meta({ id: 'OrderKind' });
export type OrderKind = z.infer<typeof OrderKind>;

/** What an operator ordered. */
export const Order = z
  .object({
    orderId: Id,
    name: z.string(),
    kind: OrderKind,
    by: z.object({ personId: Id.nullable(), name: z.string().nullable() }),
    at: Instant,
    rebuildId: Id.nullable(),
    from: Position.nullable(),
    key: z.string().nullable(),
    swap: SwapMode.nullable(),
    /** Where the fact that was skipped lies. */
    fact: z.object({ stream: z.string(), revision: z.int() }).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;
export const OrdersQuery = PageQuery.extend({ name: z.string().max(60).optional() });
export type OrdersQuery = z.infer<typeof OrdersQuery>;
export const OrdersPage = pageOf(Order).meta({ id: 'OrdersPage' });
