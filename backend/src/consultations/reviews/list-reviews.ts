import type { Id, Page, PageQuery, PublicReview, Review, ReviewsQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { peopleOf, publicReviewOf, reviewOf } from './shown.ts';

/** What everybody reads of an instructor's sessions, the newest first. */
export class ListPublicReviews extends Query<Page<PublicReview>> {
  constructor(
    readonly instructorId: Id,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListPublicReviews)
export class ListPublicReviewsHandler implements IQueryHandler<ListPublicReviews> {
  constructor(private readonly models: ReadModels) {}

  async execute({ instructorId, page }: ListPublicReviews): Promise<Page<PublicReview>> {
    // Who is in no list has no public page, and nothing on it.
    if (!(await this.models.instructors.find(instructorId))) throw new Refused({ code: 'instructor-not-found' });
    const { items, next } = await this.models.reviews.shownOf(instructorId, page);
    const names = await this.models.people.names(items.map(({ studentId }) => studentId));
    return { items: items.map((row) => publicReviewOf(row, names)), next };
  }
}

/** All reviews, for moderators. */
export class ListReviews extends Query<Page<Review>> {
  constructor(readonly page: ReviewsQuery) {
    super();
  }
}

@QueryHandler(ListReviews)
export class ListReviewsHandler implements IQueryHandler<ListReviews> {
  constructor(private readonly models: ReadModels) {}

  async execute({ page }: ListReviews): Promise<Page<Review>> {
    const { items, next } = await this.models.reviews.page(page);
    const names = await this.models.people.names(peopleOf(items));
    return { items: items.map((row) => reviewOf(row, names)), next };
  }
}
