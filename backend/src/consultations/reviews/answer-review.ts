import type { Id, ReviewEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written as Answer } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { ofReview, reviews, type Written } from './review.ts';

/** The instructor answers a review; a later answer takes the place of the former. */
export class AnswerReview extends Command<Answer<{ bookingId: Id; hidden: boolean }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly text: string,
  ) {
    super();
  }
}

export function decide(review: Written | null, { who, text }: Pick<AnswerReview, 'who' | 'text'>): Decision<ReviewEvent> {
  // Whether others' sessions were reviewed is not told; what is public anyhow is.
  if (!review || (review.hidden && who.personId !== review.instructorId)) return refuse('review-not-found');
  if (who.personId !== review.instructorId) return refuse('not-allowed');
  if (review.answer === text) return nothing();
  return accept({ type: 'consultations.ReviewAnswered.v1', data: { ...ofReview(review), text } });
}

@CommandHandler(AnswerReview)
export class AnswerReviewHandler implements ICommandHandler<AnswerReview> {
  constructor(private readonly streams: Streams) {}

  async execute(command: AnswerReview): Promise<Answer<{ bookingId: Id; hidden: boolean }>> {
    const { context, bookingId } = command;
    const outcome = await this.streams.decide(reviews, bookingId, context, (review) => decide(review, command));
    return answer(outcome, { bookingId, hidden: outcome.state?.hidden ?? false });
  }
}
