import { z } from 'zod';
import { Id, Instant } from '../values.ts';

/** A score of null takes back what a person has set: the column's own grade counts again. */
export const OverrideRequest = z
  .strictObject({ score: z.number().min(0).max(1_000_000).nullable(), reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'OverrideRequest' });
export type OverrideRequest = z.infer<typeof OverrideRequest>;

export const ColumnRequest = z
  .strictObject({ title: z.string().trim().min(1).max(200), maxScore: z.number().positive().max(100_000) })
  .meta({ id: 'ColumnRequest' });
export type ColumnRequest = z.infer<typeof ColumnRequest>;
export const ColumnStands = z.object({ columnId: Id }).meta({ id: 'ColumnStands' });

/** `asOf`: as it stood then. */
export const GradebookQuery = z.object({ asOf: Instant.optional() });
export type GradebookQuery = z.infer<typeof GradebookQuery>;

/** `preview`: what would come in, and nothing does. */
export const GradeImportQuery = z.object({ preview: z.stringbool().default(false) });
/** What a file of grades came to: each cell that changes, and each line or cell that cannot be taken, with its line from 1. */
export const GradeImport = z
  .object({
    changes: z.array(
      z.object({
        line: z.int(),
        personId: Id,
        name: z.string().nullable(),
        columnId: Id,
        column: z.string(),
        before: z.number().nullable(),
        after: z.number(),
      }),
    ),
    unchanged: z.int(),
    skipped: z.array(z.object({ line: z.int(), reason: z.string() })),
  })
  .meta({ id: 'GradeImport' });
export type GradeImport = z.infer<typeof GradeImport>;
