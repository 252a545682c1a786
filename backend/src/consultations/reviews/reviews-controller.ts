import {
  HideReviewRequest,
  Id,
  PageQuery,
  PublicReviewsPage,
  Review,
  ReviewAnswerRequest,
  ReviewRequest,
  ReviewsPage,
  ReviewsQuery,
  ReviewStands,
} from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Context, Public, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { AnswerReview } from './answer-review.ts';
import { GetReview } from './get-review.ts';
import { ListPublicReviews, ListReviews } from './list-reviews.ts';
import { ModerateReview } from './moderate-review.ts';
import { WriteReview } from './write-review.ts';

/** What students say of sessions. */
@ApiTags('consultations')
@Controller()
export class ReviewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('instructors/:id/reviews')
  @Public()
  @Reads('reviews', 'instructors', 'people')
  @ApiOperation({ summary: 'What students say of sessions with an instructor, the newest first' })
  @Answers(200, PublicReviewsPage, 'instructor-not-found')
  ofInstructor(@Param('id', { schema: Id }) instructorId: Id, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListPublicReviews(instructorId, page));
  }

  @Get('bookings/:id/review')
  @SignedIn()
  @Reads('reviews', 'people')
  @ApiOperation({ summary: 'The review of a session of mine' })
  @Answers(200, Review, 'review-not-found')
  ofBooking(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id) {
    return this.queries.execute(new GetReview(who, bookingId));
  }

  @Post('bookings/:id/review')
  @SignedIn()
  @ApiOperation({ summary: 'Say how a session was that took place: once, as its student' })
  @Answers(201, ReviewStands, 'booking-not-found', 'not-allowed', 'session-not-held', 'already-reviewed')
  write(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: ReviewRequest }) review: ReviewRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WriteReview(context, who, bookingId, review));
  }

  @Post('bookings/:id/review/answer')
  @SignedIn()
  @ApiOperation({ summary: 'Answer a review, as its instructor; a later answer takes the place of the former' })
  @Answers(200, ReviewStands, 'review-not-found', 'not-allowed')
  answer(
    @Who() who: Principal,
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: ReviewAnswerRequest }) { text }: z.infer<typeof ReviewAnswerRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AnswerReview(context, who, bookingId, text));
  }

  @Get('reviews')
  @Allow('consultations.manage')
  @Reads('reviews', 'people')
  @ApiOperation({ summary: 'All reviews, the newest first; hidden ones or unanswered ones with `show`' })
  @Answers(200, ReviewsPage)
  all(@Query({ schema: ReviewsQuery }) page: ReviewsQuery) {
    return this.queries.execute(new ListReviews(page));
  }

  @Post('bookings/:id/review/hiding')
  @Allow('consultations.manage')
  @ApiOperation({ summary: 'Take a review from the public, with a reason: its stars do not count' })
  @Answers(200, ReviewStands, 'review-not-found')
  hide(
    @Param('id', { schema: Id }) bookingId: Id,
    @Body({ schema: HideReviewRequest }) hide: z.infer<typeof HideReviewRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ModerateReview(context, bookingId, hide));
  }

  @Delete('bookings/:id/review/hiding')
  @Allow('consultations.manage')
  @ApiOperation({ summary: 'Give a hidden review back to the public' })
  @Answers(200, ReviewStands, 'review-not-found')
  show(@Param('id', { schema: Id }) bookingId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ModerateReview(context, bookingId, null));
  }
}
