import { z } from 'zod';
import { Id, Line } from '../values.ts';

const Percent = z.number().min(0).max(100);

/** A part of the gradebook that is counted together: `weight` beside the other categories, the `dropLowest` worst left out. */
const GradeCategory = z.strictObject({
  categoryId: Id,
  title: Line,
  weight: z.number().min(0).max(1000),
  dropLowest: z.int().min(0).max(50),
});

const ColumnSettings = z.strictObject({
  /** Null is none of the categories. */
  categoryId: Id.nullable(),
  weight: z.number().min(0).max(1000),
  /** Students see nothing of it until it is released. */
  hidden: z.boolean(),
});
export type ColumnSettings = z.infer<typeof ColumnSettings>;

/** How the grades of a course add up. */
export const GradingSettings = z
  .strictObject({
    /** `points` adds the points up; `weighted` takes the mean of the shares by weight. */
    total: z.enum(['points', 'weighted']),
    categories: z.array(GradeCategory).max(50),
    /** By column id; what is not named has no category, weight 1 and is not hidden. */
    columns: z.record(z.uuid(), ColumnSettings),
    /** What is missing once it is due (or closed): counts as nothing, or does not count. */
    missing: z.enum(['zero', 'ignore']),
    /** Taken off the score for each day begun after the due date, up to the most; percent of the score. */
    late: z.strictObject({ perDay: Percent, most: Percent }),
    /** From the best down; the letter of a share (percent) is the first whose `from` it reaches. Empty: no letters. */
    letters: z.array(z.strictObject({ letter: z.string().trim().min(1).max(20), from: Percent })).max(30),
  })
  .meta({ id: 'GradingSettings' });
export type GradingSettings = z.infer<typeof GradingSettings>;

export const DEFAULT_GRADING: GradingSettings = {
  total: 'points',
  categories: [],
  columns: {},
  missing: 'ignore',
  late: { perDay: 0, most: 100 },
  letters: [],
};

export const DEFAULT_COLUMN: ColumnSettings = { categoryId: null, weight: 1, hidden: false };
