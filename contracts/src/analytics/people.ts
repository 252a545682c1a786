import { z } from 'zod';
import { Role } from '../permissions.ts';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { Grain } from './tally.ts';

const Day = z.iso.date();
const Whose = { course: Id.optional(), instructor: Id.optional() };

/** People who did anything on a day, in its week from Monday and in its month, each counted once; a week and a month up to that day. */
export const ActivePeople = z.object({ day: z.int(), week: z.int(), month: z.int() }).meta({ id: 'ActivePeople' });
export type ActivePeople = z.infer<typeof ActivePeople>;

/** `GET /api/analytics/people`: by the end of `asOf` (UTC, today without it); `role` counts those alone who have it now. */
export const ActivePeopleQuery = z
  .object({ asOf: Day.optional(), ...Whose, role: Role.optional() })
  .refine(({ course, instructor }) => course === undefined || instructor === undefined, 'a course or an instructor, not both');
export type ActivePeopleQuery = z.infer<typeof ActivePeopleQuery>;

/** `GET /api/analytics/use`: by day, week or month (spans follow from the length where they are not named). */
export const UseQuery = z
  .object({ from: Day, to: Day, span: Grain.extract(['day', 'week', 'month']).optional(), ...Whose, role: Role.optional() })
  .refine(({ course, instructor }) => course === undefined || instructor === undefined, 'a course or an instructor, not both');
export type UseQuery = z.infer<typeof UseQuery>;

/** How many people did anything in a span of time, and for how many seconds they were in rooms of webinars. */
export const UseOfSpan = z.object({ start: Day, people: z.int(), watched: z.int() }).meta({ id: 'UseOfSpan' });
export type UseOfSpan = z.infer<typeof UseOfSpan>;
/** Oldest first; spans in which nobody did anything are left out. */
export const Use = z.object({ span: Grain, items: z.array(UseOfSpan) }).meta({ id: 'Use' });
export type Use = z.infer<typeof Use>;

/** `GET /api/analytics/now`, and the live message `now` to who follows the room `admin`: who is on line, in a quiz and in a room at the moment. */
export const Present = z.object({ online: z.int(), inQuiz: z.int(), inRoom: z.int() }).meta({ id: 'Present' });
export type Present = z.infer<typeof Present>;

/** A grade as it stands. `factId` is the fact that gave it. */
export const GradeGiven = z
  .object({
    person: z.object({ personId: Id, name: z.string().nullable() }),
    course: z.object({ id: Id, title: z.string() }),
    quiz: z.object({ id: Id, title: z.string(), work: z.boolean() }),
    attemptId: Id.nullable(),
    score: z.number(),
    maxScore: z.number(),
    at: Instant,
    factId: Id,
  })
  .meta({ id: 'GradeGiven' });
export type GradeGiven = z.infer<typeof GradeGiven>;
export const GradesGiven = pageOf(GradeGiven).meta({ id: 'GradesGiven' });
export type GradesGiven = z.infer<typeof GradesGiven>;

/** `GET /api/analytics/grades`: the newest first; `tenth` of the full score from 0 to 9; `from` and `to` are days, both with all of them. */
export const GradesGivenQuery = PageQuery.extend({
  ...Whose,
  quiz: Id.optional(),
  tenth: z.coerce.number().int().min(0).max(9).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type GradesGivenQuery = z.infer<typeof GradesGivenQuery>;
