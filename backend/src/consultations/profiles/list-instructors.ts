import { instant, type InstructorItem, type InstructorsQuery, type Page } from '@lyceum/contracts';
import { nextFree, ReadModels, type ListedInstructor } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';

const DAY = 24 * 60 * 60_000;

/** Instructors who have a profile, found by what is asked of them. */
export class ListInstructors extends Query<Page<InstructorItem>> {
  constructor(readonly page: InstructorsQuery) {
    super();
  }
}

@QueryHandler(ListInstructors)
export class ListInstructorsHandler implements IQueryHandler<ListInstructors> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ page: { cursor, limit, sort, freeWithinDays, ...of } }: ListInstructors): Promise<Page<InstructorItem>> {
    const now = this.clock.time();
    const free = freeWithinDays === undefined ? undefined : { from: instant(now), to: instant(now + freeWithinDays * DAY) };
    const { items, next } = await this.models.instructors.page({ cursor, limit, sort, of: { ...of, free } });
    return { items: items.map((row) => itemOf(row, instant(now))), next };
  }
}

/** What a list says of an instructor. */
export const itemOf = (row: ListedInstructor, now: string): InstructorItem => ({
  instructorId: row.instructorId,
  name: row.name,
  headline: row.headline,
  subjects: [...row.subjects],
  languages: [...row.languages],
  price: row.price,
  timeZone: row.timeZone,
  photo: row.photo,
  rating: row.average === null ? null : { average: row.average, count: row.stars.count },
  nextFree: nextFree(row.openings.free, now),
});
