import { z } from 'zod';
import { Instant, Position } from '../values.ts';

export const ProjectionState = z.enum(['running', 'paused', 'rebuilding', 'failed']);
export type ProjectionState = z.infer<typeof ProjectionState>;

/** How a read model stands to the log. Lag is 0 when it has seen all; `lagSeconds` is the age of the oldest fact it has not seen. */
export const ProjectionStatus = z
  .object({
    name: z.string(),
    version: z.int(),
    state: ProjectionState,
    position: Position,
    head: Position,
    lagEvents: z.int(),
    lagSeconds: z.number(),
    rows: z.int(),
    parked: z.int(),
    error: z.string().nullable(),
    updatedAt: Instant.nullable(),
  })
  .meta({ id: 'ProjectionStatus' });
export type ProjectionStatus = z.infer<typeof ProjectionStatus>;
export const ProjectionList = z.object({ items: z.array(ProjectionStatus), next: z.null() }).meta({ id: 'ProjectionList' });
