import { z } from 'zod';
import { Instant, Position } from '../values.ts';

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

/** Where an export goes on that broke off: behind the event at `after`, the line with this hash, so many events. */
const Begun = {
  after: Position.optional(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  events: z.coerce.number().int().min(0).optional(),
};

/** `GET /api/operations/log/file`: the whole log, one stream, or those whose names begin with `prefix`; after a position or from an instant on. */
export const ExportFileQuery = z
  .object({
    stream: z.string().min(1).max(1000).optional(),
    prefix: z.string().max(1000).optional(),
    from: z.union([Position, Instant]).optional(),
    to: z.union([Position, Instant]).optional(),
    ...Begun,
  })
  .refine(({ stream, prefix }) => stream === undefined || prefix === undefined, 'either one stream or those whose names begin with a text')
  .refine(
    ({ after, hash, events }) =>
      [after, hash, events].every((one) => one === undefined) || [after, hash, events].every((one) => one !== undefined),
    'after, hash and events belong together',
  );
export type ExportFileQuery = z.infer<typeof ExportFileQuery>;

/** The hash of the line before those that are looked at. */
export const CheckQuery = z.object({ before: z.string().regex(/^[0-9a-f]{32}$/) });
export type CheckQuery = z.infer<typeof CheckQuery>;

const Spot = z.object({ stream: z.string(), revision: z.int() });

/** What lines of a file of events are, and what writing them would come to; nothing has been written. */
export const CheckedLines = z
  .object({
    /** The hash of the last line. */
    hash: z.string(),
    /** Which of these lines is not as it was written, from 1; null where all are. What lies behind it was not looked at. */
    damaged: z.int().nullable(),
    /** What the first line of a file says; `ours` where it was sealed with this academy's root secret. */
    head: z
      .object({
        stream: z.string().nullable(),
        prefix: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        began: z.string(),
        secret: z.string().nullable(),
        ours: z.boolean(),
      })
      .nullable(),
    /** How many events the last line of a file says that there are. */
    closing: z.int().nullable(),
    events: z.int(),
    /** Of these events: not here yet, here already, and of streams that were deleted here. */
    missing: z.int(),
    known: z.int(),
    deleted: z.int(),
    /** Streams that are to be deleted for ever. */
    buried: z.int(),
    /** Whether something can be opened with the root secret alone. */
    sealed: z.boolean(),
    /** Where another event stands in the place of one of these. */
    differs: Spot.nullable(),
    /** Events that are missing with what comes before them. */
    behind: z.array(Spot),
  })
  .meta({ id: 'CheckedLines' });
export type CheckedLines = z.infer<typeof CheckedLines>;
