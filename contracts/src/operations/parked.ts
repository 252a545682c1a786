import { z } from 'zod';
import { Id, Instant, Line, pageOf, PageQuery, Position } from '../values.ts';

/** What a parked fact is called. */
export const ParkedId = z
  .string()
  .max(2000)
  .regex(/^[\w-]+$/, 'as a list of parked facts gave it');

/** A fact that could not be folded into a row, or that waits behind one that could not. */
export const Parked = z
  .object({
    parkedId: z.string(),
    name: z.string(),
    /** The row it belongs to: empty where the fact names none, `*` where it stops the whole read model. */
    key: z.string(),
    position: Position,
    type: z.string(),
    stream: z.string(),
    revision: z.int(),
    reason: z.string(),
    /** Whether it is the first of its row, so that the others wait for it. */
    first: z.boolean(),
  })
  .meta({ id: 'Parked' });
export type Parked = z.infer<typeof Parked>;
export const ParkedQuery = PageQuery.extend({ name: z.string().max(60).optional() });
export type ParkedQuery = z.infer<typeof ParkedQuery>;
export const ParkedPage = pageOf(Parked).meta({ id: 'ParkedPage' });

/** A parked fact with all that is known of it: the event, the row as it stands, and how many wait behind it. */
export const ParkedDetail = Parked.extend({
  event: z
    .object({ id: Id, data: z.unknown(), metadata: z.unknown(), recorded: Instant })
    .nullable()
    .describe('null where this program cannot read it'),
  row: z.record(z.string(), z.unknown()).nullable(),
  behind: z.int(),
}).meta({ id: 'ParkedDetail' });
export type ParkedDetail = z.infer<typeof ParkedDetail>;

export const SkipParked = z.strictObject({ reason: Line }).meta({ id: 'SkipParked' });
export const RetryAllParked = z.strictObject({ name: z.string().max(60).optional() }).meta({ id: 'RetryAllParked' });
export type RetryAllParked = z.infer<typeof RetryAllParked>;

/** What came of a retry or a skip: how many facts of the row, or of all of them, are parked still. `done` is false where it is not known yet. */
export const ParkedLeft = z.object({ done: z.boolean(), parked: z.int() }).meta({ id: 'ParkedLeft' });
export type ParkedLeft = z.infer<typeof ParkedLeft>;
