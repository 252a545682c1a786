import { z } from 'zod';
import { Id, pageOf, PageQuery } from '../../values.ts';

/** A day of the calendar (UTC). */
const Day = z.iso.date();

/** How far somebody came: everybody who is in the course, who did anything, who did in the last seven days, and who has passed the whole. */
export const CourseStage = z.enum(['enrolled', 'started', 'active', 'completed']).meta({ id: 'CourseStage' });
export type CourseStage = z.infer<typeof CourseStage>;

/** A plain sign that somebody may not make it. */
export const RiskRule = z.enum(['never-started', 'quiet', 'missing', 'below-pass', 'late', 'falling']).meta({ id: 'RiskRule' });
export type RiskRule = z.infer<typeof RiskRule>;

/** `n` is what its sentence needs: days without anything, parts that are missing or were late, or percent. */
export const RiskReason = z.object({ rule: RiskRule, n: z.number() }).meta({ id: 'RiskReason' });
export type RiskReason = z.infer<typeof RiskReason>;

/** What the learnt model looks at. */
export const RiskSign = z
  .enum(['use', 'recentUse', 'days', 'silence', 'missing', 'late', 'results', 'lastResult', 'noResult', 'early'])
  .meta({ id: 'RiskSign' });
export type RiskSign = z.infer<typeof RiskSign>;

/**
 * Whether somebody may not make it, and why. `chance` is what the learnt model says, from 0 to 1; null where there is none, or where the
 * person is not in the course any more. `weighs` are the signs that speak most for it in the model.
 */
export const Risk = z
  .object({ atRisk: z.boolean(), chance: z.number().nullable(), reasons: z.array(RiskReason), weighs: z.array(RiskSign) })
  .meta({ id: 'Risk' });
export type Risk = z.infer<typeof Risk>;

/** Somebody in a course. `weeks` is what they did in each of the page's weeks, `mean` the mean share of what was graded so far, in percent. */
export const CourseMember = z
  .object({
    person: z.object({ personId: Id, name: z.string().nullable() }),
    phase: z.enum(['active', 'left']),
    since: Day,
    /** The last day on which they did anything, null where they never did. */
    last: Day.nullable(),
    weeks: z.array(z.int()),
    total: z.int(),
    minutes: z.int(),
    parts: z.object({ in: z.int(), late: z.int(), of: z.int() }),
    mean: z.number().nullable(),
    stage: CourseStage,
    risk: Risk,
  })
  .meta({ id: 'CourseMember' });
export type CourseMember = z.infer<typeof CourseMember>;

/** What the model has learnt from, and how well it does on people whom it has not learnt from. */
export const RiskModel = z
  .discriminatedUnion('state', [
    /** Too few who ended, or too few of one kind among them: `people` in all, `bad` of them left or failed. */
    z.object({ state: z.literal('too-little'), people: z.int(), bad: z.int() }),
    z.object({
      state: z.literal('learnt'),
      /** Full weeks of the course by which everybody was looked at. */
      week: z.int(),
      people: z.int(),
      bad: z.int(),
      courses: z.array(z.object({ courseId: Id, title: z.string() })),
      /** From which chance on somebody is shown as at risk. */
      threshold: z.number(),
      /** Area under the curve: how often one who did not make it is put above one who did. */
      auc: z.number(),
      /** Of those above the threshold the share who did not make it, null where nobody was. */
      precision: z.number().nullable(),
      flagged: z.int(),
      /** Of those who did not make it the share above the threshold. */
      found: z.number(),
    }),
  ])
  .meta({ id: 'RiskModel' });
export type RiskModel = z.infer<typeof RiskModel>;

/** The first day of the first week in which anything was done, or the course began, and the last day of the course, or today. */
export const CourseTimes = z.object({ from: Day, to: Day }).meta({ id: 'CourseTimes' });
export type CourseTimes = z.infer<typeof CourseTimes>;

/** The people of a course: `weeks` are the first days of the weeks that the members' figures are of, oldest first. */
export const CourseMembers = pageOf(CourseMember)
  .extend({ asOf: Day, times: CourseTimes, weeks: z.array(Day), most: z.int(), people: z.int(), model: RiskModel })
  .meta({ id: 'CourseMembers' });
export type CourseMembers = z.infer<typeof CourseMembers>;

/**
 * `asOf` is a day: as it stood at its end. `stage` lets through who came that far, `week` who did anything in the week that holds that day,
 * `part` with `did` who has handed a part in or not, `risk` those who are at risk.
 */
export const CourseMembersQuery = PageQuery.extend({
  asOf: Day.optional(),
  sort: z.enum(['risk', 'name', 'activity']).default('risk'),
  stage: CourseStage.optional(),
  left: z.stringbool().optional(),
  week: Day.optional(),
  part: Id.optional(),
  did: z.enum(['in', 'missing', 'late']).default('in'),
  risk: z.stringbool().optional(),
});
export type CourseMembersQuery = z.infer<typeof CourseMembersQuery>;
