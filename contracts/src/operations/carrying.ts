import { z } from 'zod';
import { Position } from '../values.ts';

/** Events of one page or one request at most, and how large they may be together (characters); one event may be larger. */
export const CARRIED_AT_ONCE = 500;
export const CARRIED_SIZE = 1024 * 1024;

/**
 * An event as it lies in the log, to the byte: personal values sealed as they are. `data` and `metadata` are the text of their bytes, or base64
 * of them where they are no text.
 */
export const CarriedEvent = z
  .strictObject({
    stream: z.string().min(1).max(1000),
    revision: z.int().min(0),
    id: z.uuid(),
    type: z.string().min(1).max(1000),
    position: Position,
    /** When it was recorded, milliseconds since the epoch. */
    created: z.int(),
    data: z.string(),
    metadata: z.string(),
    base64: z.literal(true).optional(),
    binary: z.literal(true).optional(),
  })
  .meta({ id: 'CarriedEvent' });
export type CarriedEvent = z.infer<typeof CarriedEvent>;

export const CarriedQuery = z.object({
  /** The position after which the page begins. */
  after: Position.optional(),
  /** What the names of the streams begin with. */
  prefix: z.string().max(1000).default(''),
});
export type CarriedQuery = z.infer<typeof CarriedQuery>;

/**
 * Events in the order of the log. `next` is where the next page begins, null at the end. `secret` is the mark of the root secret that keys in
 * these events are wrapped with.
 */
export const CarriedPage = z
  .object({ items: z.array(CarriedEvent), next: Position.nullable(), secret: z.string() })
  .meta({ id: 'CarriedPage' });
export type CarriedPage = z.infer<typeof CarriedPage>;

/** Streams that were deleted for ever. */
export const DeletedStreams = z.object({ streams: z.array(z.string().min(1).max(1000)) }).meta({ id: 'DeletedStreams' });
export type DeletedStreams = z.infer<typeof DeletedStreams>;

export const CarryInRequest = z
  .strictObject({ items: z.array(CarriedEvent).min(1).max(CARRIED_AT_ONCE), secret: z.string().max(100).nullable() })
  .meta({ id: 'CarryInRequest' });
export type CarryInRequest = z.infer<typeof CarryInRequest>;

/** How many events were written, were there already, and belong to streams that were deleted here. */
export const CarriedIn = z.object({ written: z.int(), known: z.int(), deleted: z.int() }).meta({ id: 'CarriedIn' });
export type CarriedIn = z.infer<typeof CarriedIn>;
