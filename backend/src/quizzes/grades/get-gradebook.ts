import { lineOf, type Gradebook, type GradebookColumn, type GradingSettings, type Id, type Instant } from '@lyceum/contracts';
import { ReadModels, type GradebookRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { columnsOf } from './columns-of.ts';
import { PastColumns } from './past-columns.ts';

/** The grades of a course, for its staff: as they are, or as they stood at an instant. */
export class GetGradebook extends Query<Gradebook> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly asOf?: Instant,
  ) {
    super();
  }
}

/** Those who have left are shown while they have grades. */
const isShown = ({ phase, attempts, overrides }: GradebookRow): boolean =>
  phase === 'active' || Object.keys(attempts).length > 0 || Object.keys(overrides).length > 0;

const byName = new Intl.Collator('en');

/** Rows by name, each as the settings add it up at that time. */
export function gradebookOf(
  columns: readonly GradebookColumn[],
  settings: GradingSettings,
  rows: readonly GradebookRow[],
  names: ReadonlyMap<Id, string | null>,
  now: Instant,
): Gradebook {
  const lines = rows.filter(isShown).map((row) => {
    const { personId } = row;
    return { personId, name: names.get(personId) ?? null, ...lineOf(columns, row, settings, now) };
  });
  const sorted = lines.toSorted((a, b) => byName.compare(a.name ?? '', b.name ?? '') || (a.personId < b.personId ? -1 : 1));
  return { columns: [...columns], rows: sorted, settings };
}

@QueryHandler(GetGradebook)
export class GetGradebookHandler implements IQueryHandler<GetGradebook> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly past: PastColumns,
    private readonly clock: Clock,
  ) {}

  async execute({ who, courseId, asOf }: GetGradebook): Promise<Gradebook> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const [{ columns, settings }, rows] = await (asOf === undefined ? this.present(courseId) : this.asOf(courseId, asOf));
    const names = await this.models.people.names(rows.map(({ personId }) => personId));
    return gradebookOf(columns, settings, rows, names, asOf ?? this.clock.now());
  }

  private async present(courseId: Id) {
    const [quizzes, grading, rows] = await Promise.all([
      this.models.quizzes.ofCourses([courseId]),
      this.models.gradings.find(courseId),
      this.models.gradebook.ofCourse(courseId),
    ]);
    return [{ columns: columnsOf(quizzes, grading), settings: grading.settings }, rows] as const;
  }

  private async asOf(courseId: Id, asOf: Instant) {
    return Promise.all([this.past.of(courseId, asOf), this.models.history.ofCourse(courseId, asOf)]);
  }
}
