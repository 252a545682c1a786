import { Module } from '@nestjs/common';
import { AnswerReviewHandler } from './answer-review.ts';
import { GetReviewHandler } from './get-review.ts';
import { ListPublicReviewsHandler, ListReviewsHandler } from './list-reviews.ts';
import { ModerateReviewHandler } from './moderate-review.ts';
import { ReviewsController } from './reviews-controller.ts';
import { WriteReviewHandler } from './write-review.ts';

/** Reviews of sessions, and who sees to them. */
@Module({
  controllers: [ReviewsController],
  providers: [
    WriteReviewHandler,
    AnswerReviewHandler,
    ModerateReviewHandler,
    GetReviewHandler,
    ListPublicReviewsHandler,
    ListReviewsHandler,
  ],
})
export class ReviewsModule {}
