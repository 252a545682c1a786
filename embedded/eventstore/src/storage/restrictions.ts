import { LARGEST } from '../protobuf/reader.ts';

/** What a stream's metadata hide from its readers. Revisions and counts as numbers, 0 being no restriction. */
export type Restrictions = {
  readonly truncateBefore: number;
  readonly maxCount: number;
  readonly maxAgeMilliseconds: number;
};

export const UNRESTRICTED: Restrictions = { truncateBefore: 0, maxCount: 0, maxAgeMilliseconds: 0 };

/** A stream of metadata shows its last event only. */
export const OF_METADATA: Restrictions = { truncateBefore: 0, maxCount: 1, maxAgeMilliseconds: 0 };

const SOFT_DELETED_TEXT = '9223372036854775807';

/** The metadata that a soft delete writes. */
export const SOFT_DELETION = Buffer.from(`{"$tb":${SOFT_DELETED_TEXT}}`);

export const isSoftDeleted = (restrictions: Restrictions): boolean => restrictions.truncateBefore === LARGEST;

const LARGEST_INT32 = 2n ** 31n - 1n;
const LARGEST_INT64 = 2n ** 63n - 1n;

class Invalid extends Error {}

/** A whole number in its own digits, so that 2^63-1 is not rounded. */
type Digits = { readonly digits: string };

const keepDigits = (_: string, value: unknown, context: { source?: string }): unknown =>
  typeof value === 'number' ? ({ digits: context.source ?? String(value) } satisfies Digits) : value;

const parse = JSON.parse as (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown;

const whole = (value: unknown, from: bigint, to: bigint): number => {
  if (value === undefined) return 0;
  const digits = (value as Partial<Digits> | null)?.digits;
  if (typeof digits !== 'string' || !/^-?\d+$/.test(digits)) throw new Invalid();
  const number = BigInt(digits);
  if (number < from || number > to) throw new Invalid();
  return number > BigInt(LARGEST) ? LARGEST : Number(number);
};

const object = (metadata: Uint8Array): Record<string, unknown> => {
  const parsed = parse(Buffer.from(metadata).toString('utf8'), keepDigits);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || 'digits' in parsed) throw new Invalid();
  return parsed as Record<string, unknown>;
};

/** What stored metadata mean. One field that is not valid makes all of them mean nothing, as with the real server. */
export const restrictionsOf = (metadata: Uint8Array): Restrictions => {
  try {
    const fields = object(metadata);
    whole(fields['$cacheControl'], 1n, LARGEST_INT32);
    return {
      truncateBefore: whole(fields['$tb'], 0n, LARGEST_INT64),
      maxCount: whole(fields['$maxCount'], 1n, LARGEST_INT64),
      maxAgeMilliseconds: whole(fields['$maxAge'], 1n, LARGEST_INT32) * 1000,
    };
  } catch {
    return UNRESTRICTED;
  }
};

/** The metadata of a soft-deleted stream that is written again: the same, with a new `$tb`. Undefined if they are no object. */
export const undeleted = (metadata: Uint8Array, truncateBefore: number): Buffer | undefined => {
  try {
    object(metadata);
    const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
    const fields = parse(Buffer.from(metadata).toString('utf8'), (_, value, { source }) =>
      typeof value === 'number' && source ? raw(source) : value,
    ) as Record<string, unknown>;
    return Buffer.from(JSON.stringify({ ...fields, $tb: truncateBefore }));
  } catch {
    return undefined;
  }
};
