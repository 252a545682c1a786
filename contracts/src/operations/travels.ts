import { z } from 'zod';
import { Instant, pageOf, PageQuery, Position } from '../values.ts';

export const TravelPhase = z.enum(['asked', 'folding', 'there']).meta({ id: 'TravelPhase' });
export type TravelPhase = z.infer<typeof TravelPhase>;

/** A read model as it stood: after the fact at a position, or with all that had happened by an instant. */
export const AskTravel = z
  .strictObject({ position: Position.optional(), at: Instant.optional() })
  .refine(({ position, at }) => (position === undefined) !== (at === undefined), 'either a position or an instant')
  .meta({ id: 'AskTravel' });
export type AskTravel = z.infer<typeof AskTravel>;

/** What a travel is called. */
export const TravelId = z
  .string()
  .max(120)
  .regex(/^[\w.~-]+$/, 'as a travel was given');

/**
 * Rows of a read model as they stood, folded aside: `there` once they can be looked at. `done` and `total` count events. They are cleared away
 * at `expiresAt`, which looking at them moves.
 */
export const Travel = z
  .object({
    travelId: z.string(),
    name: z.string(),
    version: z.int(),
    position: Position.nullable(),
    at: Instant.nullable(),
    phase: TravelPhase,
    done: z.int(),
    total: z.int(),
    rate: z.int(),
    secondsLeft: z.number().nullable(),
    rows: z.int(),
    askedAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Travel' });
export type Travel = z.infer<typeof Travel>;
export const TravelList = z.object({ items: z.array(Travel), next: z.null() }).meta({ id: 'TravelList' });

/** `key` is what the keys of the rows begin with. */
export const TravelRowsQuery = PageQuery.extend({ key: z.string().max(1000).default('') });
export type TravelRowsQuery = z.infer<typeof TravelRowsQuery>;
export const TravelRow = z.object({ key: z.string(), row: z.record(z.string(), z.unknown()) }).meta({ id: 'TravelRow' });
export type TravelRow = z.infer<typeof TravelRow>;
export const TravelRowsPage = pageOf(TravelRow).meta({ id: 'TravelRowsPage' });
