import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { Grain, SpanTally, Tally } from './tally.ts';

/** A moment: an instant, to its minute, or a whole day (UTC). */
const Moment = z.union([Instant, z.iso.date()]);

/** What figures are asked of: one course, or what one instructor teaches and offers; the academy where neither is named. */
const Whose = z.object({ course: Id.optional(), instructor: Id.optional() });

const oneOf = ({ course, instructor }: z.infer<typeof Whose>) => course === undefined || instructor === undefined;

/**
 * `asOf` (the same as `to`): as it stood then, to the minute; a day counts to its end. With `from` every figure is what came to it since the
 * beginning of that minute or day.
 */
export const OverviewQuery = Whose.extend({ asOf: Moment.optional(), from: Moment.optional(), to: Moment.optional() })
  .refine(oneOf, 'a course or an instructor, not both')
  .refine(({ asOf, to }) => asOf === undefined || to === undefined, 'asOf or to, not both');
export type OverviewQuery = z.infer<typeof OverviewQuery>;

/** Counts of one span of time: `start` is its first instant. */
export const Counts = z
  .object({ start: Instant, registered: z.int(), enrolled: z.int(), left: z.int(), started: z.int(), submitted: z.int(), graded: z.int() })
  .meta({ id: 'Counts' });
export type Counts = z.infer<typeof Counts>;

/**
 * The academy in figures, or one course, or one instructor's. `grades.histogram` counts graded attempts by tenths of the full score, `mean`
 * is their mean in percent. `tally` is all that is counted. `days` and `minutes` are the newest, oldest first; of minutes none where the
 * past is asked for.
 */
export const Overview = z
  .object({
    people: z.record(z.string(), z.int()),
    courses: z.int(),
    enrolments: z.object({ active: z.int(), left: z.int() }),
    attempts: z.object({ started: z.int(), submitted: z.int() }),
    grades: z.object({ histogram: z.array(z.int()).length(10), graded: z.int(), mean: z.number().nullable() }),
    tally: Tally,
    days: z.array(Counts),
    minutes: z.array(Counts),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;

/** The most spans that are told of at once. */
export const MOST_SPANS = 750;

/** `span` follows from the length where it is not given: days up to a hundred of them, weeks up to two years, then months. */
export const PeriodsQuery = Whose.extend({ from: Moment, to: Moment, span: Grain.extract(['day', 'week', 'month']).optional() }).refine(
  oneOf,
  'a course or an instructor, not both',
);
export type PeriodsQuery = z.infer<typeof PeriodsQuery>;

/** What happened in each span between two days, oldest first; spans in which nothing did are left out. `total` adds them up. */
export const Periods = z
  .object({ span: Grain, from: Instant, to: Instant, items: z.array(SpanTally), total: Tally })
  .meta({ id: 'Periods' });
export type Periods = z.infer<typeof Periods>;

/** One course in figures since it was made. */
export const CourseFigures = z
  .object({ courseId: Id, title: z.string(), instructor: z.object({ personId: Id, name: z.string().nullable() }), tally: Tally })
  .meta({ id: 'CourseFigures' });
export type CourseFigures = z.infer<typeof CourseFigures>;
export const CourseFiguresPage = pageOf(CourseFigures).meta({ id: 'CourseFiguresPage' });
export const CourseFiguresQuery = PageQuery.extend({ instructor: Id.optional() });
export type CourseFiguresQuery = z.infer<typeof CourseFiguresQuery>;

/** One quiz in figures since it was made, or (`work`) what was graded in a column of the gradebook. */
export const QuizFigures = z.object({ quizId: Id, title: z.string(), work: z.boolean(), tally: Tally }).meta({ id: 'QuizFigures' });
export type QuizFigures = z.infer<typeof QuizFigures>;
export const QuizFiguresList = z.object({ items: z.array(QuizFigures) }).meta({ id: 'QuizFiguresList' });
