import type { Overview } from '@lyceum/contracts';
import { plain, type Models } from '../reading/models.ts';
import { EMPTY_TOTAL, TOTAL, type SpanRow, type TotalRow } from './projection.ts';

const countsOf = ({ span: _, ...counts }: SpanRow) => counts;

export class OverviewQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The totals with the newest `days` and `minutes` in which anything happened, oldest first. */
  async read({ days, minutes }: { readonly days: number; readonly minutes: number }): Promise<Overview> {
    const [total, byDay, byMinute] = await Promise.all([
      this.#models.find<TotalRow>('overview', TOTAL),
      this.#newest('day:', days),
      this.#newest('minute:', minutes),
    ]);
    const { people, courses, enrolments, attempts, grades } = total ?? EMPTY_TOTAL;
    return {
      people: { ...people },
      courses,
      enrolments: { ...enrolments },
      attempts: { ...attempts },
      grades: { histogram: [...grades.histogram] },
      days: byDay.map(countsOf),
      minutes: byMinute.map(countsOf),
    };
  }

  #newest(prefix: string, limit: number): Promise<readonly SpanRow[]> {
    return this.#models.reading('overview', async (rows) => {
      const found = await rows
        .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return found.map((row) => plain<SpanRow>(row)).toReversed();
    });
  }
}
