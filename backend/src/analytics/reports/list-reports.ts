import type { Id, Report } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The reports that are sent by schedule: all, or those that somebody gets. */
export class ListReports extends Query<{ readonly items: readonly Report[] }> {
  constructor(readonly reader: Id | null) {
    super();
  }
}

@QueryHandler(ListReports)
export class ListReportsHandler implements IQueryHandler<ListReports> {
  constructor(private readonly models: ReadModels) {}

  async execute({ reader }: ListReports): Promise<{ readonly items: readonly Report[] }> {
    const rows = reader === null ? await this.models.reports.all() : await this.models.reports.ofReader(reader);
    // Who gets a report has no business with who else does.
    const readersOf = (readers: readonly Id[]) => (reader === null ? readers : [reader]);
    const [names, courses] = await Promise.all([
      this.models.people.names(rows.flatMap(({ readers }) => readersOf(readers))),
      this.models.courses.findMany([...new Set(rows.flatMap(({ courseId }) => courseId ?? []))]),
    ]);
    const titles = new Map(courses.map(({ courseId, title }) => [courseId, title]));
    const items = rows.map(({ ownerId: _, courseId, readers, ...row }) => ({
      ...row,
      course: courseId === null ? null : { id: courseId, title: titles.get(courseId) ?? '' },
      readers: readersOf(readers).map((personId) => ({ personId, name: names.get(personId) ?? null })),
    }));
    return { items };
  }
}
