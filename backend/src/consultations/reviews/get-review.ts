import type { Id, Review } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { partyOf } from '../bookings/pointer.ts';
import { peopleOf, reviewOf } from './shown.ts';

/** The review of a session, for its two and for moderators, hidden or not. */
export class GetReview extends Query<Review> {
  constructor(
    readonly who: Asker,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetReview)
export class GetReviewHandler implements IQueryHandler<GetReview> {
  constructor(private readonly models: ReadModels) {}

  async execute({ who, bookingId }: GetReview): Promise<Review> {
    const row = await this.models.reviews.find(bookingId);
    if (!row || !partyOf(row, who)) throw new Refused({ code: 'review-not-found' });
    return reviewOf(row, await this.models.people.names(peopleOf([row])));
  }
}
