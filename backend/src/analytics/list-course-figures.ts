import { NO_TALLY, type CourseFigures, type CourseFiguresQuery, type Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The courses in figures, a line each, by title. */
export class ListCourseFigures extends Query<Page<CourseFigures>> {
  constructor(readonly asked: CourseFiguresQuery) {
    super();
  }
}

@QueryHandler(ListCourseFigures)
export class ListCourseFiguresHandler implements IQueryHandler<ListCourseFigures> {
  constructor(private readonly models: ReadModels) {}

  async execute({ asked: { instructor, ...page } }: ListCourseFigures): Promise<Page<CourseFigures>> {
    const { items, next } = await this.models.courses.page({ ...page, of: instructor === undefined ? 'all' : { taughtBy: instructor } });
    const [names, totals] = await Promise.all([
      this.models.people.names(items.map(({ instructorId }) => instructorId)),
      this.models.overview.totals(items.map(({ courseId }) => `course:${courseId}` as const)),
    ]);
    const lines = items.map(({ courseId, title, instructorId }) => ({
      courseId,
      title,
      instructor: { personId: instructorId, name: names.get(instructorId) ?? null },
      tally: totals.get(`course:${courseId}`) ?? NO_TALLY,
    }));
    return { items: lines, next };
  }
}
