import type { Id, Recommendation, Recommendations } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { likedWith } from './likeness.ts';

/** Courses for somebody, from what those took who took the same. */
export class GetRecommendations extends Query<Recommendations> {
  constructor(
    readonly personId: Id,
    readonly limit: number,
  ) {
    super();
  }
}

/** So many of the best are looked at: some may be closed or full. */
const LOOKED_AT = 50;

@QueryHandler(GetRecommendations)
export class GetRecommendationsHandler implements IQueryHandler<GetRecommendations> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, limit }: GetRecommendations): Promise<Recommendations> {
    const [places, tastes] = await Promise.all([this.models.enrolments.everOf(personId), this.models.tastes.all()]);
    const here = places.filter(({ phase }) => phase === 'active').map(({ courseId }) => courseId);
    const had = new Set(places.map(({ courseId }) => courseId));
    const liked = likedWith(here, tastes)
      .filter(({ courseId }) => !had.has(courseId))
      .slice(0, LOOKED_AT);
    const courses = await this.models.courses.findMany([...new Set(liked.flatMap(({ courseId, because }) => [courseId, because]))]);
    const known = new Map(courses.map((course) => [course.courseId, course]));
    const open = liked.filter(({ courseId }) => {
      const course = known.get(courseId);
      return course?.phase === 'published' && (course.seats === null || course.enrolled < course.seats);
    });
    const shown = open.slice(0, limit);
    const names = await this.models.people.names(shown.map(({ courseId }) => known.get(courseId)!.instructorId));
    const items = shown.map(({ courseId, because, took, both }): Recommendation => {
      const { title, summary, instructorId } = known.get(courseId)!;
      const reason = { id: because, title: known.get(because)?.title ?? '' };
      return { course: { id: courseId, title, summary, instructor: names.get(instructorId) ?? null }, because: reason, took, both };
    });
    return { items };
  }
}
