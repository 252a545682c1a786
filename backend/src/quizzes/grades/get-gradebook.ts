import {
  lineOf,
  type Gradebook,
  type GradebookColumn,
  type GradingSettings,
  type Id,
  type Instant,
  type LineParts,
} from '@lyceum/contracts';
import { ReadModels, type GradebookRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { attendedIn, countedWebinars, presentAsOf, type Attended } from './attended.ts';
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
const isShown = ({ phase, attempts, overrides, works = {}, attended }: GradebookRow & Pick<LineParts, 'attended'>): boolean =>
  phase === 'active' || [attempts, overrides, works, attended].some((grades) => Object.keys(grades).length > 0);

const byName = new Intl.Collator('en');

/** Rows by name, each as the settings add it up at that time. */
export function gradebookOf(
  columns: readonly GradebookColumn[],
  settings: GradingSettings,
  rows: readonly GradebookRow[],
  attended: Attended,
  names: ReadonlyMap<Id, string | null>,
  now: Instant,
): Gradebook {
  const shown = rows.map((row) => ({ ...row, attended: attended(row) })).filter(isShown);
  const lines = shown.map((row) => {
    const { personId } = row;
    return { personId, name: names.get(personId) ?? null, attended: row.attended, ...lineOf(columns, row, settings, now) };
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
    const now = asOf ?? this.clock.now();
    const { columns, settings, rows, attended } = await (asOf === undefined ? this.present(courseId, now) : this.asOf(courseId, asOf));
    const names = await this.models.people.names(rows.map(({ personId }) => personId));
    return gradebookOf(columns, settings, rows, attended, names, now);
  }

  private async present(courseId: Id, now: Instant) {
    const [quizzes, graded, { settings, columns }, rows] = await Promise.all([
      this.models.quizzes.ofCourses([courseId]),
      this.models.webinars.graded([courseId]),
      this.models.gradings.find(courseId),
      this.models.gradebook.ofCourse(courseId),
    ]);
    const webinars = countedWebinars(graded);
    const present = await this.models.attendance.ofRooms(webinars.map(({ webinarId }) => webinarId));
    return { columns: columnsOf(quizzes, webinars, { settings, columns }), settings, rows, attended: attendedIn(webinars, present, now) };
  }

  private async asOf(courseId: Id, asOf: Instant) {
    const [{ webinars, ...past }, rows] = await Promise.all([this.past.of(courseId, asOf), this.models.history.ofCourse(courseId, asOf)]);
    const present = await this.models.attendance.ofRooms(webinars.map(({ webinarId }) => webinarId));
    return { ...past, rows, attended: attendedIn(webinars, presentAsOf(present, asOf), asOf) };
  }
}
