import { z } from 'zod';
import { Id, Instant, Position } from '../values.ts';
import { RebuildPhase } from './rebuilds.ts';

export const ProjectionState = z.enum(['running', 'paused', 'rebuilding', 'failed']);
export type ProjectionState = z.infer<typeof ProjectionState>;

/**
 * How a read model stands to the log. Lag is 0 when it has seen all; `lagSeconds` is the age of the oldest fact it has not seen, `rate` facts
 * folded a second. `rebuild` is its newest one.
 */
export const ProjectionStatus = z
  .object({
    name: z.string(),
    version: z.int(),
    state: ProjectionState,
    position: Position,
    head: Position,
    lagEvents: z.int(),
    lagSeconds: z.number(),
    rate: z.number(),
    rows: z.int(),
    parked: z.int(),
    error: z.string().nullable(),
    rebuild: z.object({ rebuildId: Id, phase: RebuildPhase }).nullable(),
    updatedAt: Instant.nullable(),
  })
  .meta({ id: 'ProjectionStatus' });
export type ProjectionStatus = z.infer<typeof ProjectionStatus>;
export const ProjectionList = z.object({ items: z.array(ProjectionStatus), next: z.null() }).meta({ id: 'ProjectionList' });

/** The name of a read model. */
export const ProjectionName = z.string().min(1).max(60);

/** A read model is paused, so that it stands still, or runs on. */
export const SetProjectionState = z.strictObject({ state: z.enum(['running', 'paused']) }).meta({ id: 'SetProjectionState' });
export type SetProjectionState = z.infer<typeof SetProjectionState>;
