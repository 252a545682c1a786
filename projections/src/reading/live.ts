import type { Position } from '@lyceum/contracts';
import type { View } from '../engine/projection.ts';
import type { ModelName } from '../models.ts';

/** A row that has changed, with who may see it and how. `position` is that of the fact that changed it. */
export interface ChangedRow {
  readonly model: ModelName;
  readonly key: string;
  readonly position: Position;
  readonly views: readonly View[];
}

/**
 * What the read store says as it happens: a row has changed (said as long as somebody follows rows); all facts up to `position` are in the
 * rows, whose changes came before; or changes may have been missed (or a whole model was swapped), so that clients have to ask for what
 * they missed or fetch again.
 */
export type LiveMessage =
  | { readonly kind: 'changed'; readonly change: ChangedRow }
  | { readonly kind: 'reached'; readonly position: Position }
  | { readonly kind: 'restarted'; readonly models: readonly ModelName[] };
