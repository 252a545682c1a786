import { gradeOf, type Gradebook, type Id } from '@lyceum/contracts';
import { ReadModels, type GradebookRow, type QuizRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { points } from '../grading/points.ts';

/** The grades of a course, for its staff. */
export class GetGradebook extends Query<Gradebook> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
  ) {
    super();
  }
}

/** Those who have left are shown while they have grades. */
const isShown = ({ phase, attempts }: GradebookRow): boolean => phase === 'active' || Object.keys(attempts).length > 0;

const byName = new Intl.Collator('en');

/** Rows by name; columns are the published quizzes in the order of their making. */
export function gradebookOf(quizzes: readonly QuizRow[], rows: readonly GradebookRow[], names: ReadonlyMap<Id, string | null>): Gradebook {
  const columns = quizzes
    .filter(({ phase }) => phase === 'published')
    .map(({ quizId, title, maxScore, counts }) => ({ id: quizId, title, maxScore, counts }));
  const lines = rows.filter(isShown).map(({ personId, attempts }) => {
    const inColumns = columns.map(({ id, counts }) => [id, gradeOf(attempts[id] ?? [], counts)] as const);
    const total = points(inColumns.reduce((sum, [, grade]) => sum + (grade?.score ?? 0), 0));
    return { personId, name: names.get(personId) ?? null, grades: Object.fromEntries(inColumns), total };
  });
  return { columns, rows: lines.toSorted((a, b) => byName.compare(a.name ?? '', b.name ?? '') || (a.personId < b.personId ? -1 : 1)) };
}

@QueryHandler(GetGradebook)
export class GetGradebookHandler implements IQueryHandler<GetGradebook> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId }: GetGradebook): Promise<Gradebook> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const [quizzes, rows] = await Promise.all([this.models.quizzes.ofCourses([courseId]), this.models.gradebook.ofCourse(courseId)]);
    const names = await this.models.people.names(rows.map(({ personId }) => personId));
    return gradebookOf(quizzes, rows, names);
  }
}
