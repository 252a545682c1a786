import { v7 } from 'uuid';
import { z } from 'zod';

/** A UUID; those made here are version 7, so that they sort by time. */
export const Id = z.uuid().meta({ id: 'Id' });
export type Id = string;

/** Random bytes for so many ids are asked for at once: asking costs more than the bytes do. */
const randomness = new Uint8Array(16 * 256);
let taken = randomness.length;
/** The time and the counter of the last id made here. */
let [msecs, seq] = [0, 0];

/** A new UUIDv7; of two made by one process the later sorts after the earlier. */
export function newId(): Id {
  if (taken === randomness.length) {
    crypto.getRandomValues(randomness);
    taken = 0;
  }
  const random = randomness.subarray(taken, (taken += 16));
  const now = Date.now();
  // The counter begins with its highest bit at 0: two thousand million ids a millisecond are not made.
  if (now > msecs) [msecs, seq] = [now, new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1];
  else seq++;
  return v7({ random, msecs, seq });
}

/** Controls, halves of characters, and signs that turn the direction of all that follows them on the page. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Something that can be seen. */
const VISIBLE = /[^\p{C}\p{M}\p{Z}]/u;

/** A name or a title: one line that can be seen and that leaves what stands around it as it is. */
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => text === '' || VISIBLE.test(text), 'nothing of this can be seen')
  .refine((text) => !NOT_IN_A_LINE.test(text), 'this has signs in it that do not belong into one line of text');

/** ISO 8601 in UTC with `Z`. It may come in with other fractions of a second; it has milliseconds from then on, so that texts compare as moments. */
export const Instant = z.iso
  .datetime()
  .overwrite((text) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString()))
  .meta({ id: 'Instant' });
export type Instant = string;

/** The present, or the given moment (milliseconds since the epoch), as an instant. */
export const instant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** A thing as it stood at an instant. */
export const PastQuery = z.object({ at: Instant });
export type PastQuery = z.infer<typeof PastQuery>;

/** The commit position of a fact in the log: a decimal string, compared as a bigint. */
export const Position = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,19})$/, 'a decimal number')
  .meta({ id: 'Position' });
export type Position = string;

/** The position before all facts. */
export const BEGINNING: Position = '0';

/** Below 0 when `a` is before `b`, 0 when equal, above 0 when after. */
export const comparePositions = (a: Position, b: Position): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** The later of two positions. */
export const laterPosition = (a: Position, b: Position): Position => (comparePositions(a, b) < 0 ? b : a);

/** An IANA time zone that this machine knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'an IANA time zone, such as Europe/Kyiv');

/** A page of a list: `cursor` is what the former page gave as `next`. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of items; `next` is the cursor of the following one, or null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The schema of a page of `item`. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
