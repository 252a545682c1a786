import type { Fact } from '../fact.ts';
import type { Id, Position } from '../values.ts';
import type { SwapMode } from './rebuilds.ts';

/** A rebuild of a read model. */
interface OfRebuild {
  readonly name: string;
  readonly rebuildId: Id;
}

/**
 * What operators order of a read model: stream `projection-NAME`. The projections process follows these streams and does what they say, in
 * their order; what came of it lies in the read store, since that is what it changes.
 */
export type ProjectionEvent =
  | Fact<'operations.PauseOrdered.v1', { name: string }>
  | Fact<'operations.ResumeOrdered.v1', { name: string }>
  /** Rows are folded anew beside the live ones: all, those that changed after `from`, or the one under `key`. */
  | Fact<'operations.RebuildOrdered.v1', OfRebuild & { from: Position | null; key: string | null; swap: SwapMode }>
  | Fact<'operations.SwapOrdered.v1', OfRebuild>
  | Fact<'operations.RollbackOrdered.v1', OfRebuild>
  | Fact<'operations.CancellationOrdered.v1', OfRebuild>
  /** The parked facts of the row under `key` are folded again, or those of all rows where it is null. */
  | Fact<'operations.RetryOrdered.v1', { name: string; key: string | null }>
  /** One fact is left out of one row for good: wherever it would be parked again, it is passed over. */
  | Fact<
      'operations.SkipOrdered.v1',
      { name: string; key: string; stream: string; revision: number; operatorId: Id; reason: string | null }
    >;

/**
 * How far a history that is brought in from elsewhere has got: stream `import-ID`. Its items are numbered from 0; `done` of them have been
 * taken in.
 */
export type ImportEvent =
  | Fact<'operations.ImportBegun.v1', { importId: Id; source: string; total: number }>
  | Fact<'operations.ImportAdvanced.v1', { importId: Id; done: number }>;
