import { z } from 'zod';
import { Id, Instant } from '../values.ts';

export const VerifyReceiptRequest = z.strictObject({ receipt: z.string().trim().min(1).max(1000) }).meta({ id: 'VerifyReceiptRequest' });

/**
 * Whether the academy signed it. What it is about is told to its student and the staff of the course alone; `recorded` is whether the log
 * has the very answers that it speaks of.
 */
export const ReceiptVerified = z
  .object({
    valid: z.boolean(),
    attemptId: Id.optional(),
    recorded: z.boolean().optional(),
    quizTitle: z.string().optional(),
    student: z.object({ personId: Id, name: z.string().nullable() }).optional(),
    number: z.int().optional(),
    submittedAt: Instant.optional(),
    by: z.enum(['student', 'timer']).optional(),
    /** Where the fact stands that it names: in the attempt's stream, and in the whole log. */
    revision: z.int().optional(),
    position: z.string().optional(),
  })
  .meta({ id: 'ReceiptVerified' });
export type ReceiptVerified = z.infer<typeof ReceiptVerified>;
