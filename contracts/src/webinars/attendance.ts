import { z } from 'zod';
import { points } from '../quizzes/score.ts';
import { Instant } from '../values.ts';
import type { RoomRole } from './room/roles.ts';

/**
 * How attendance of a course's webinar is marked in its gradebook: the share of its minutes, of `maxScore` points. From a share of `fullFrom`
 * percent on all points are given; null where only all of the time gives all of them.
 */
export const AttendanceGrading = z
  .strictObject({
    maxScore: z.number().positive().max(100_000),
    fullFrom: z.number().min(1).max(100).nullable().default(null),
  })
  .meta({ id: 'AttendanceGrading' });
export type AttendanceGrading = z.infer<typeof AttendanceGrading>;

/** `PUT /api/webinars/:id/grading`: null is not to count it. */
export const AttendanceGradingRequest = z.strictObject({ grading: AttendanceGrading.nullable() }).meta({ id: 'AttendanceGradingRequest' });
export type AttendanceGradingRequest = z.infer<typeof AttendanceGradingRequest>;

/** What somebody's attendance came to, in points, and since when that stands. */
export const AttendanceMark = z.object({ score: z.number(), at: Instant }).meta({ id: 'AttendanceMark' });
export type AttendanceMark = z.infer<typeof AttendanceMark>;

/** A time that may still go on. */
export interface Stay {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A time in which a room was open; `ended` where it closed for good, and not only because nobody was there. */
export interface Opening extends Stay {
  readonly ended: boolean;
}

/** What says which minutes of a webinar count: when it was planned, and when its room was open. */
export interface Sitting {
  readonly start: Instant;
  readonly end: Instant;
  readonly openings: readonly Opening[];
}

/** When somebody was in the room, and as what. */
export interface Presence {
  readonly role: RoomRole;
  readonly stays: readonly Stay[];
}

/** From when until when somebody was in the course; `since` null where they never were. */
export interface Membership {
  readonly since: Instant | null;
  readonly until: Instant | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;

/** The times in both, in milliseconds; what goes on still goes on until `open`. */
function overlap(stays: readonly Stay[], spans: readonly Span[], open: number): readonly Span[] {
  return stays.flatMap(({ from, to }) =>
    spans
      .map((span) => ({ from: Math.max(Date.parse(from), span.from), to: Math.min(to === null ? open : Date.parse(to), span.to) }))
      .filter((both) => both.to > both.from),
  );
}

const length = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE;

/** The times that count: those of the plan in which the room was open. */
function counted({ start, end, openings }: Sitting): readonly Span[] {
  const planned = { from: Date.parse(start), to: Date.parse(end) };
  return overlap(openings, [planned], planned.to);
}

/**
 * When what attendance came to stands: when the room closed for good, at the latest at the planned end, after which nothing counts. Null where
 * no minute counts, because the room was never open in the planned time.
 */
export function settledAt(sitting: Sitting): Instant | null {
  const spans = counted(sitting);
  if (spans.length === 0) return null;
  const last = sitting.openings.findLast(({ from }) => from < sitting.end);
  return last?.ended && last.to !== null && last.to < sitting.end ? last.to : sitting.end;
}

/** The minutes of a webinar that count, and how many of them somebody was there. */
export function countedMinutes(sitting: Sitting, stays: readonly Stay[]): { readonly of: number; readonly there: number } {
  const spans = counted(sitting);
  return { of: length(spans), there: length(overlap(stays, spans, Date.parse(sitting.end))) };
}

/**
 * What somebody's attendance is worth at that time; null while it does not stand yet, for the host, and for who was neither there nor in the
 * course from the beginning of the webinar to its end.
 */
export function attendanceMark(
  { maxScore, fullFrom }: AttendanceGrading,
  sitting: Sitting,
  presence: Presence | null,
  { since, until }: Membership,
  now: Instant,
): AttendanceMark | null {
  const at = settledAt(sitting);
  if (at === null || at > now || presence?.role === 'host') return null;
  const { of, there } = countedMinutes(sitting, presence?.stays ?? []);
  const member = since !== null && since <= sitting.start && (until === null || until >= at);
  if (there === 0 && !member) return null;
  const share = Math.min(1, there / of);
  const full = fullFrom !== null && share * 100 >= fullFrom - 1e-9;
  return { score: full ? maxScore : points(share * maxScore), at };
}

/** The times as they stood then: what came later is left out, what ended later went on. */
export const staysAsOf = (stays: readonly Stay[], asOf: Instant): readonly Stay[] =>
  stays.filter(({ from }) => from <= asOf).map(({ from, to }) => ({ from, to: to !== null && to <= asOf ? to : null }));

/** The same of a room. */
export const openingsAsOf = (openings: readonly Opening[], asOf: Instant): readonly Opening[] =>
  openings
    .filter(({ from }) => from <= asOf)
    .map(({ from, to, ended }) => (to !== null && to <= asOf ? { from, to, ended } : { from, to: null, ended: false }));
