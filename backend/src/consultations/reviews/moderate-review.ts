import type { Id, ReviewEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written as Answer } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { ofReview, reviews, type Written } from './review.ts';

/** A moderator takes a review from the public with a reason, or (`null`) gives it back. */
export class ModerateReview extends Command<Answer<{ bookingId: Id; hidden: boolean }>> {
  constructor(
    readonly context: CommandContext,
    readonly bookingId: Id,
    readonly hide: { readonly reason: string } | null,
  ) {
    super();
  }
}

export function decide(review: Written | null, hide: ModerateReview['hide']): Decision<ReviewEvent> {
  if (!review) return refuse('review-not-found');
  if (review.hidden === (hide !== null)) return nothing();
  const data = { ...ofReview(review), rating: review.rating };
  return accept(
    hide ? { type: 'consultations.ReviewHidden.v1', data: { ...data, ...hide } } : { type: 'consultations.ReviewShown.v1', data },
  );
}

@CommandHandler(ModerateReview)
export class ModerateReviewHandler implements ICommandHandler<ModerateReview> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, bookingId, hide }: ModerateReview): Promise<Answer<{ bookingId: Id; hidden: boolean }>> {
    const outcome = await this.streams.decide(reviews, bookingId, context, (review) => decide(review, hide));
    return answer(outcome, { bookingId, hidden: hide !== null });
  }
}
