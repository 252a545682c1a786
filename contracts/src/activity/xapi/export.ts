import { z } from 'zod';
import { Position } from '../../values.ts';

/** The most of the academy's own statements that are answered at once. */
export const MOST_EXPORTED = 500;

/** `GET /api/analytics/statements`: after which position of the log (what `next` said); only what happened in the time where it is given. */
export const StatementsExportQuery = z.strictObject({
  after: Position.optional(),
  from: z.union([z.iso.datetime(), z.iso.date()]).optional(),
  to: z.union([z.iso.datetime(), z.iso.date()]).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_EXPORTED).default(MOST_EXPORTED),
});
export type StatementsExportQuery = z.infer<typeof StatementsExportQuery>;

/** What happened in the academy as xAPI statements in the order in which it was recorded; `next` is null where that was all. */
export const ExportedStatements = z
  .object({ statements: z.array(z.looseObject({ id: z.uuid() })), next: Position.nullable() })
  .meta({ id: 'ExportedStatements' });
export type ExportedStatements = z.infer<typeof ExportedStatements>;
