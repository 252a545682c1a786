import { z } from 'zod';
import { Role } from '../permissions.ts';
import { Instant } from '../values.ts';

/**
 * What is counted. Of accounts: `registered`. Of courses: `courses` made and `archived`. Of enrolments: `enrolled`, among them `returned`
 * for a second time, and `left`. Of attempts: `started`, `submitted`, `graded` and the sum of their `score` in hundredths of a percent. Of
 * consultations: `slots` opened by hand, times `held`, `booked`, `cancelled`, `sessions` that took place, and `missed`. Of webinars:
 * `rooms` opened and people who `joined`. `activity` is what was used in courses, as often as it was.
 */
export const MEASURES = [
  'registered',
  'courses',
  'archived',
  'enrolled',
  'returned',
  'left',
  'started',
  'submitted',
  'graded',
  'score',
  'slots',
  'held',
  'booked',
  'cancelled',
  'sessions',
  'missed',
  'rooms',
  'joined',
  'activity',
] as const;
export const Measure = z.enum(MEASURES).meta({ id: 'Measure' });
export type Measure = z.infer<typeof Measure>;

/** Minor units (cents) of one currency. */
export const Turnover = z.object({ paid: z.int(), refunded: z.int() });
export type Turnover = z.infer<typeof Turnover>;

/**
 * Counts that add up: what is not named is nought. `roles` by how many more people have each role; `tenths` graded attempts by tenths of
 * the full score (ten, or none where nothing was graded); `hours` what people did by hour of the week (UTC, 0 is Monday from midnight).
 */
export const Tally = z.object({
  counts: z.partialRecord(Measure, z.int()),
  roles: z.partialRecord(Role, z.int()),
  tenths: z.array(z.int()),
  hours: z.record(z.string(), z.int()),
  money: z.record(z.string(), Turnover),
});
export type Tally = z.infer<typeof Tally>;

export const NO_TALLY: Tally = { counts: {}, roles: {}, tenths: [], hours: {}, money: {} };

const addCounts = <K extends string>(a: Readonly<Partial<Record<K, number>>>, b: Readonly<Partial<Record<K, number>>>, sign: 1 | -1) => {
  const keys = Object.keys(b) as K[];
  if (keys.length === 0) return a;
  // Of maps of many kinds `{ ...a }` takes ten times as long, and this is done some twenty times a fact.
  const sum: Partial<Record<K, number>> = Object.assign({}, a);
  for (const key of keys) sum[key] = (sum[key] ?? 0) + sign * b[key]!;
  return sum;
};

const addTenths = (a: readonly number[], b: readonly number[], sign: 1 | -1): number[] => {
  if (b.length === 0) return [...a];
  return b.map((count, tenth) => (a[tenth] ?? 0) + sign * count);
};

function addMoney(a: Tally['money'], b: Tally['money'], sign: 1 | -1): Tally['money'] {
  const currencies = Object.entries(b);
  if (currencies.length === 0) return a;
  const sum = { ...a };
  for (const [currency, { paid, refunded }] of currencies) {
    const before = sum[currency] ?? { paid: 0, refunded: 0 };
    sum[currency] = { paid: before.paid + sign * paid, refunded: before.refunded + sign * refunded };
  }
  return sum;
}

/** The two together, or (`sign` -1) what `a` has more than `b`. */
export const addTally = (a: Tally, b: Tally, sign: 1 | -1 = 1): Tally => ({
  counts: addCounts(a.counts, b.counts, sign),
  roles: addCounts(a.roles, b.roles, sign),
  tenths: addTenths(a.tenths, b.tenths, sign),
  hours: addCounts(a.hours, b.hours, sign) as Tally['hours'],
  money: addMoney(a.money, b.money, sign),
});

/** Spans of time (UTC); a week begins on Monday. `ever` is all of it. */
export const Grain = z.enum(['ever', 'month', 'week', 'day', 'minute']).meta({ id: 'Grain' });
export type Grain = z.infer<typeof Grain>;

/** What happened within one span of time: `start` is its first instant, null of `ever`. */
export const SpanTally = Tally.extend({ span: Grain, start: Instant.nullable() }).meta({ id: 'SpanTally' });
export type SpanTally = z.infer<typeof SpanTally>;
