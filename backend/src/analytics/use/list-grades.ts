import type { GradesGiven, GradesGivenQuery, Id } from '@lyceum/contracts';
import { ReadModels, type MarkRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { scopesOf } from '../scopes.ts';
import { beginning, end } from '../stretch.ts';

/** The grades behind a figure, the newest first. */
export class ListGrades extends Query<GradesGiven> {
  constructor(readonly asked: GradesGivenQuery) {
    super();
  }
}

@QueryHandler(ListGrades)
export class ListGradesHandler implements IQueryHandler<ListGrades> {
  constructor(private readonly models: ReadModels) {}

  async execute({ asked: { course, instructor, quiz, tenth, from, to, ...page } }: ListGrades): Promise<GradesGiven> {
    const scopes = await scopesOf(this.models, { course, instructor });
    const courses = scopes.includes('all')
      ? null
      : scopes.flatMap((scope) => (scope.startsWith('course:') ? [scope.slice('course:'.length)] : []));
    const sought = { courses, quiz, tenth, from: from && beginning(from), to: to && end(to) };
    const { items, next } = await this.models.marks.page(sought, page);
    return { items: await this.shown(items), next };
  }

  private async shown(rows: readonly MarkRow[]): Promise<GradesGiven['items']> {
    const [names, courses, quizzes, columns] = await Promise.all([
      this.models.people.names(rows.map(({ personId }) => personId)),
      this.models.courses.findMany([...new Set(rows.map(({ courseId }) => courseId))]),
      this.models.quizzes.findMany(rows.filter(({ work }) => !work).map(({ quizId }) => quizId)),
      this.columns(rows),
    ]);
    const titles = new Map<Id, string>([...courses.map(({ courseId, title }) => [courseId, title] as const), ...columns]);
    for (const { quizId, title } of quizzes) titles.set(quizId, title);
    return rows.map(({ personId, courseId, quizId, work, tenth: _, ...grade }) => ({
      person: { personId, name: names.get(personId) ?? null },
      course: { id: courseId, title: titles.get(courseId) ?? '' },
      quiz: { id: quizId, title: titles.get(quizId) ?? '', work },
      ...grade,
    }));
  }

  private async columns(rows: readonly MarkRow[]): Promise<readonly (readonly [Id, string])[]> {
    const courses = [...new Set(rows.filter(({ work }) => work).map(({ courseId }) => courseId))];
    const all = await Promise.all(courses.map((courseId) => this.models.gradings.find(courseId)));
    return all.flatMap(({ columns }) => columns.map(({ columnId, title }) => [columnId, title] as const));
  }
}
