import { z } from 'zod';
import type { Fact } from '../fact.ts';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';

/** Whose review of whose session: every fact about one names the three. */
interface Of {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

/**
 * Facts of the review of one session: stream `review-BOOKINGID`, so that there is one each. The stars are told again where a review is
 * hidden or shown, so that whoever adds them up needs nothing but the fact. Texts of a forgotten person are null.
 */
export type ReviewEvent =
  | Fact<'consultations.ReviewWritten.v1', Of & { rating: number; text: string | null }>
  | Fact<'consultations.ReviewAnswered.v1', Of & { text: string | null }>
  | Fact<'consultations.ReviewHidden.v1', Of & { rating: number; reason: string | null }>
  | Fact<'consultations.ReviewShown.v1', Of & { rating: number }>;

const Text = z.string().trim().max(4000);

/** Stars from 1 to 5; words are welcome and not asked for. */
export const ReviewRequest = z.strictObject({ rating: z.int().min(1).max(5), text: Text.default('') }).meta({ id: 'ReviewRequest' });
export type ReviewRequest = z.infer<typeof ReviewRequest>;

export const ReviewAnswerRequest = z.strictObject({ text: Text.min(1) }).meta({ id: 'ReviewAnswerRequest' });

/** Why a review is not for the public: its author and the instructor are told. */
export const HideReviewRequest = z.strictObject({ reason: z.string().trim().min(1).max(1000) }).meta({ id: 'HideReviewRequest' });

export const ReviewStands = z.object({ bookingId: Id, hidden: z.boolean() }).meta({ id: 'ReviewStands' });

/** A review as everybody reads it. `author` is a given name with the initial of the other; null where the person is forgotten. */
export const PublicReview = z
  .object({
    bookingId: Id,
    author: z.string().nullable(),
    rating: z.int(),
    text: z.string(),
    at: Instant,
    answer: z.object({ text: z.string(), at: Instant }).nullable(),
  })
  .meta({ id: 'PublicReview' });
export type PublicReview = z.infer<typeof PublicReview>;
export const PublicReviewsPage = pageOf(PublicReview).meta({ id: 'PublicReviewsPage' });

const Named = z.object({ personId: Id, name: z.string().nullable() });

/** A review as its two and the moderators see it. `hidden` is why it is not public, and since when. */
export const Review = PublicReview.omit({ author: true })
  .extend({ student: Named, instructor: Named, hidden: z.object({ reason: z.string(), at: Instant }).nullable() })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;
export const ReviewsPage = pageOf(Review).meta({ id: 'ReviewsPage' });

export const ReviewsQuery = PageQuery.extend({
  search: z.string().trim().max(200).optional(),
  show: z.enum(['all', 'hidden', 'unanswered']).default('all'),
});
export type ReviewsQuery = z.infer<typeof ReviewsQuery>;
