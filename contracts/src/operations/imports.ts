import { z } from 'zod';
import { Email } from '../accounts/requests.ts';
import { GradingSettings } from '../quizzes/grading-settings.ts';
import { Id, Instant, Line } from '../values.ts';

/** The most items that are taken in by one request. */
export const ITEMS_AT_ONCE = 1000;

const Count = z.int().min(0).max(1_000_000_000);
const at = Instant;
const ofCourse = { courseId: Id, at };
const ofStudent = { ...ofCourse, personId: Id };

/**
 * Something that happened elsewhere and is to be a fact here; `at` is when it happened. Ids are given by who brings it in, and the same item
 * under the same ids is taken in once.
 */
export const HistoryItem = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('person'),
      personId: Id,
      name: Line,
      email: Email,
      role: z.enum(['student', 'instructor']),
      at,
    }),
    z.strictObject({
      kind: z.literal('course'),
      ...ofCourse,
      instructorId: Id,
      title: Line,
      summary: z.string().max(2000),
      /** Its first and its last day, where it has them. */
      term: z.strictObject({ begins: z.iso.date(), ends: z.iso.date() }).optional(),
    }),
    z.strictObject({
      kind: z.literal('column'),
      ...ofCourse,
      columnId: Id,
      title: Line,
      maxScore: z.number().positive().max(100_000),
    }),
    z.strictObject({ kind: z.literal('grading'), ...ofCourse, settings: GradingSettings }),
    z.strictObject({ kind: z.literal('enrolment'), ...ofStudent }),
    z.strictObject({ kind: z.literal('withdrawal'), ...ofStudent }),
    z.strictObject({
      kind: z.literal('work'),
      ...ofStudent,
      columnId: Id,
      score: z.number().min(0).nullable(),
      lateSeconds: z.int().min(0),
      carriedOver: z.boolean(),
    }),
    z.strictObject({
      kind: z.literal('activity'),
      ...ofStudent,
      activityId: Id,
      what: Line,
      object: Line.nullable(),
      count: z.int().min(1).max(1_000_000),
    }),
  ])
  .meta({ id: 'HistoryItem' });
export type HistoryItem = z.infer<typeof HistoryItem>;
export type HistoryItemOf<Kind extends HistoryItem['kind']> = Extract<HistoryItem, { kind: Kind }>;

/** `source` says in a word or two where it comes from; the same import is begun under the same id. */
export const BeginImportRequest = z.strictObject({ importId: Id, source: Line, total: Count }).meta({ id: 'BeginImportRequest' });
export type BeginImportRequest = z.infer<typeof BeginImportRequest>;

/** `from` is the number of the first of the items. */
export const TakeInRequest = z
  .strictObject({ from: Count, items: z.array(HistoryItem).min(1).max(ITEMS_AT_ONCE) })
  .meta({ id: 'TakeInRequest' });
export type TakeInRequest = z.infer<typeof TakeInRequest>;

/** How far an import is: go on with the item of the number `done`. */
export const ImportProgress = z.object({ importId: Id, source: z.string(), done: z.int(), total: z.int() }).meta({ id: 'ImportProgress' });
export type ImportProgress = z.infer<typeof ImportProgress>;

/** How many facts were recorded; items that were there already record none. */
export const TakenIn = ImportProgress.extend({ recorded: z.int() }).meta({ id: 'TakenIn' });
export type TakenIn = z.infer<typeof TakenIn>;
