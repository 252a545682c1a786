import type { Id, ReviewEvent } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** The review of a session; `answer` is the instructor's. */
export interface Written {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
  readonly rating: number;
  readonly answer: string | null;
  readonly hidden: boolean;
}

/** `review-BOOKINGID`: what a student says of a session, once. */
export const reviews: Decider<Written | null, ReviewEvent> = {
  stream: (bookingId) => `review-${bookingId}`,
  initial: null,
  evolve: (review, { type, data }) => {
    if (type === 'consultations.ReviewWritten.v1') {
      const { text: _, ...of } = data;
      return { ...of, answer: null, hidden: false };
    }
    if (!review) return review;
    switch (type) {
      case 'consultations.ReviewAnswered.v1':
        return { ...review, answer: data.text };
      case 'consultations.ReviewHidden.v1':
        return { ...review, hidden: true };
      case 'consultations.ReviewShown.v1':
        return { ...review, hidden: false };
    }
  },
};

/** Whose review of whose session, as every fact about one names them. */
export const ofReview = ({ bookingId, instructorId, studentId }: Written) => ({ bookingId, instructorId, studentId });
