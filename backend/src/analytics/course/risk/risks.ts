import type { Id, Risk, RiskModel } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../api/clock.ts';
import { breath } from '../breath.ts';
import { CourseReader, type ReadCourse } from '../course-reader.ts';
import type { Standing, Standings } from '../standing.ts';
import { EarlierRuns } from './earlier-runs.ts';
import { featuresOf } from './features.ts';
import { learnt, THRESHOLD, weighing, type Learnt } from './learning.ts';
import { chanceOf } from './regression.ts';
import { companyOf, ENOUGH_REASONS, reasonsOf } from './rules.ts';
import { samplesOf, type Run, type Sample } from './samples.ts';

const WEEK = 7;
const HOUR = 3_600_000;
/** What was learnt for how many weeks of how many courses is kept. */
const KEPT = 100;
/** Where everybody's weeks are their own, models are learnt for these, and the last that is over holds. */
const OWN_WEEKS = [1, 2, 3, 4, 6, 8, 12, 16, 26, 52];

const NO_RISK: Risk = { atRisk: false, chance: null, reasons: [], weighs: [] };

/** Who of a course is at risk, by person, and what says so. */
export interface Assessed {
  readonly risks: ReadonlyMap<Id, Risk>;
  readonly model: RiskModel;
}

/** Full weeks of the course, or of somebody's own time in it, at the end of a day; null before the first of their own. */
function weekOf({ begins, frame: { day } }: ReadCourse, since: number): number | null {
  if (begins !== null) return Math.max(0, Math.floor((day - begins + 1) / WEEK));
  const own = Math.floor((day - since + 1) / WEEK);
  return OWN_WEEKS.findLast((week) => week <= own) ?? null;
}

/** Whether somebody is at risk, by plain signs and by what was learnt. Who has passed, or is not there any more, is not. */
export function riskOf(
  standing: Standing,
  { begins, frame }: Pick<ReadCourse, 'begins' | 'frame'>,
  { expected }: Standings,
  company: ReturnType<typeof companyOf>,
  model: Learnt | null,
): Risk {
  if (!standing.present || frame.ended || standing.stages.has('completed')) return NO_RISK;
  const reasons = [...reasonsOf(standing, company, frame, begins)];
  if (!model?.regression) return { atRisk: reasons.length >= ENOUGH_REASONS, chance: null, reasons, weighs: [] };
  const row = featuresOf(standing, frame.day, begins ?? standing.member.since, expected.filter(Boolean).length);
  const chance = chanceOf(model.regression, row);
  return { atRisk: chance >= THRESHOLD, chance, reasons, weighs: [...weighing(model.regression, row)] };
}

/** Assesses courses. What was learnt is kept for an hour: earlier courses change little. */
@Injectable()
export class Risks {
  readonly #learnt = new Map<string, { readonly until: number; readonly learnt: Promise<Learnt> }>();
  readonly #risks = new WeakMap<Standing, { readonly as: string; readonly model: Learnt | null; readonly risk: Risk }>();
  readonly #assessed = new WeakMap<Standings, { readonly models: readonly (Learnt | null)[]; readonly assessed: Assessed }>();

  constructor(
    private readonly runs: EarlierRuns,
    private readonly reader: CourseReader,
    private readonly clock: Clock,
  ) {}

  async of(course: ReadCourse): Promise<Assessed> {
    const standings = this.reader.standings(course);
    const present = course.frame.ended ? [] : standings.all.filter((one) => one.present);
    const weeks = [...new Set(present.flatMap(({ member }) => weekOf(course, member.since) ?? []))].toSorted((a, b) => a - b);
    const models = await this.learn(course, weeks);
    const known = this.#assessed.get(standings);
    if (known && known.models.length === models.length && known.models.every((model, at) => model === models[at])) return known.assessed;
    const byWeek = new Map(weeks.map((week, at) => [week, models[at] ?? null]));
    const company = companyOf(standings);
    const as = JSON.stringify([course.begins, course.frame, standings.expected, company]);
    const risks = new Map(
      standings.all.map((standing) => {
        const week = weekOf(course, standing.member.since);
        const learntOf = week === null ? null : (byWeek.get(week) ?? null);
        const before = this.#risks.get(standing);
        if (before?.as === as && before.model === learntOf) return [standing.member.personId, before.risk];
        const risk = riskOf(standing, course, standings, company, learntOf);
        this.#risks.set(standing, { as, model: learntOf, risk });
        return [standing.member.personId, risk];
      }),
    );
    // Of several weeks the one that most has been learnt for stands for all.
    const all = models.map(({ model }) => model);
    const model = all.toSorted((a, b) => b.people - a.people)[0] ?? { state: 'too-little', people: 0, bad: 0 };
    const assessed: Assessed = { risks, model };
    this.#assessed.set(standings, { models, assessed });
    return assessed;
  }

  /** What there is to learn for these weeks, in their order. */
  private async learn(course: ReadCourse, weeks: readonly number[]): Promise<readonly Learnt[]> {
    const now = this.clock.time();
    let runs: Promise<readonly Run[]> | undefined;
    return Promise.all(
      weeks.map((week) => {
        const key = `${course.courseId} ${course.frame.day} ${week}`;
        const known = this.#learnt.get(key);
        if (known && known.until > now) return known.learnt;
        runs ??= this.runs.of(course);
        const made = runs.then(async (all) => {
          const samples: Sample[] = [];
          for (const run of all) {
            samples.push(...samplesOf(run, week * WEEK, course.frame.day));
            await breath();
          }
          return learnt(samples, all, week);
        });
        this.#learnt.delete(key);
        this.#learnt.set(key, { until: now + HOUR, learnt: made });
        made.catch(() => this.#learnt.delete(key));
        if (this.#learnt.size > KEPT) this.#learnt.delete(this.#learnt.keys().next().value!);
        return made;
      }),
    );
  }
}
