import { z } from 'zod';

/** Why something was refused: a stable kebab-case word, with the HTTP status and the plain sentence that belong to it. */
export const REFUSALS = {
  'not-signed-in': [401, 'Sign in first'],
  'wrong-credentials': [401, 'The e-mail address and the password do not belong together: check both'],
  'session-ended': [401, 'This session has ended: sign in again'],
  'not-allowed': [403, 'You may not do this'],
  'cross-site': [403, 'This request came from another site'],
  'not-found': [404, 'There is nothing here, or nothing that you may see'],
  'person-not-found': [404, 'There is no such person'],
  'course-not-found': [404, 'There is no such course'],
  'lesson-not-found': [404, 'There is no such lesson'],
  'quiz-not-found': [404, 'There is no such quiz'],
  'question-not-found': [404, 'There is no such question'],
  'regrade-not-found': [404, 'There is no such regrade'],
  'category-not-found': [404, 'There is no such category'],
  'exception-not-found': [404, 'There is no such exception'],
  'group-not-found': [404, 'There is no such group'],
  'column-not-found': [404, 'There is no such column'],
  'attempt-not-found': [404, 'There is no such attempt'],
  'invoice-not-found': [404, 'There is no such invoice, or none that you may see'],
  'nothing-to-pay': [409, 'There is nothing to pay for this booking'],
  'payment-pending': [409, 'A payment for this booking is under way: wait until the bank has answered'],
  'feed-not-found': [404, 'There is no calendar at this address, or no longer'],
  'mail-not-found': [404, 'There is no such message'],
  'image-not-found': [404, 'There is no such image, or none that you may see'],
  'projection-not-found': [404, 'There is no such projection'],
  'stream-not-found': [404, 'There is no such stream'],
  'room-not-found': [404, 'There is no such room, or none that you may join'],
  'email-taken': [409, 'Somebody has already signed up with this e-mail address: sign in with it, or use another'],
  'last-admin': [409, 'The last admin cannot give that role away'],
  'course-not-published': [409, 'The course is not published'],
  'course-archived': [409, 'The course is archived'],
  'no-seats-left': [409, 'All seats of this course are taken'],
  'already-enrolled': [409, 'You are already enrolled in this course'],
  'not-enrolled': [403, 'Only those enrolled in the course may do this'],
  'own-course': [409, 'You teach this course'],
  'quiz-not-published': [409, 'The quiz is not published'],
  'quiz-too-large': [409, 'The questions of this quiz are too long for one paper'],
  'category-not-empty': [409, 'There is something in the category'],
  'category-within-itself': [409, 'A category cannot lie within itself'],
  'question-retired': [409, 'The question has been taken out of the bank'],
  'already-in-bank': [409, 'The question is in the bank already'],
  'already-in-quiz': [409, 'The quiz has this question already'],
  'not-enough-questions': [409, 'The bank has too few questions for the random places of this quiz'],
  'quiz-without-questions': [409, 'The quiz has no questions yet'],
  'group-exists': [409, 'There is a group with this name already'],
  'student-not-enrolled': [409, 'Only those enrolled in the course can be in its groups and have exceptions'],
  'quiz-not-open': [409, 'The quiz is not open yet'],
  'quiz-closed': [409, 'The quiz is closed'],
  'attempt-too-soon': [409, 'The next attempt cannot begin yet'],
  'password-needed': [403, 'This quiz asks for a password before an attempt begins'],
  'wrong-password': [403, 'This is not the password of the quiz'],
  'no-attempts-left': [409, 'You have used all attempts of this quiz'],
  'attempt-submitted': [409, 'This attempt has been submitted'],
  'attempt-abandoned': [409, 'This attempt was not handed in in time: it does not count'],
  'time-over': [409, 'The time of this attempt is over: it takes no further answers'],
  'page-passed': [409, 'There is no way back to a page that was passed'],
  'attempt-open': [409, 'This attempt has not been submitted yet'],
  'question-type-differs': [409, 'A correction cannot make it a question of another type'],
  'regrade-not-published': [409, 'This regrade has not been published: there is nothing to undo'],
  'regrade-reversed': [409, 'This regrade has been undone: draft it again to publish it'],
  'review-closed': [409, 'The review of this attempt is not open now'],
  'question-over': [409, 'This question takes no further answer: it is right, or its tries are used'],
  'not-checkable': [409, 'Answers to this question cannot be checked on the way'],
  'answer-incomplete': [409, 'Answer the whole question before you check it'],
  'no-such-slot': [404, 'The paper has no question with this number'],
  'instructor-not-found': [404, 'There is no such instructor'],
  'booking-not-found': [404, 'There is no such booking, or none that you may see'],
  'review-not-found': [404, 'There is no such review, or none that you may see'],
  'slot-not-found': [404, 'There is no such slot'],
  'no-availability': [409, 'This instructor has not said when they can be booked'],
  'in-the-past': [409, 'This time is over'],
  'too-soon': [409, 'It is too late to book this time'],
  'too-far-ahead': [409, 'This time cannot be booked yet'],
  'length-not-offered': [409, 'Sessions of this length are not offered'],
  'outside-hours': [409, 'The instructor is not available at this time'],
  'day-closed': [409, 'The instructor has closed this day'],
  'not-a-start': [409, 'No session starts at this minute'],
  'slot-booked': [409, 'Somebody else has booked this time'],
  'slot-held': [409, 'Somebody else is booking this time right now'],
  'slot-yours': [409, 'You have booked this time already'],
  'slot-in-buffer': [409, 'This time is too close to another session'],
  'slot-full': [409, 'All seats of this session are taken'],
  'slot-reserved': [409, 'The instructor keeps this time for a session of another kind'],
  'too-late-to-move': [409, 'It is too late to move this session'],
  'busy-elsewhere': [409, 'The instructor has something else at this time'],
  'day-full': [409, 'The instructor takes no more sessions on this day'],
  'week-full': [409, 'The instructor takes no more sessions in this week'],
  'own-calendar': [409, 'This is your own calendar: nobody books themselves'],
  'too-many-holds': [409, 'You hold several times here already: confirm or give up one first'],
  'hold-expired': [409, 'The time was kept for a while and is free again: choose it anew'],
  'booking-over': [409, 'This booking is over: nothing about it changes any more'],
  'session-not-over': [409, 'The session has not taken place yet'],
  'session-begun': [409, 'The session has begun: it cannot be moved or cancelled any more'],
  'session-not-held': [409, 'Only a session that took place can be reviewed'],
  'already-reviewed': [409, 'You have reviewed this session already'],
  'not-requested': [409, 'This booking does not wait for a yes'],
  'payment-needed': [402, 'The session has to be paid before it is confirmed'],
  'day-not-full': [409, 'There are free times on this day: book one of them'],
  'waiting-list-full': [409, 'Too many people wait here already'],
  'not-waiting': [409, 'You are not on the waiting list of this day'],
  'slot-overlaps': [409, 'The slot overlaps with something in the calendar'],
  'slot-taken': [409, 'Somebody has booked this slot: cancel the booking first'],
  'no-room': [409, 'This booking has no room: it is not agreed on, or does not take place'],
  'room-closed': [409, 'The room opens ten minutes before the session and closes an hour after it'],
  'client-not-found': [404, 'There is no such client, or none whose history you may see'],
  'note-not-found': [404, 'There is no such note or next step, or none that you may see'],
  'history-full': [409, 'So many are kept of one client, and no more: take some away first'],
  'conversation-not-found': [404, 'There is no such conversation, or none of yours'],
  'file-not-found': [404, 'There is no such file, or none that you may see'],
  'own-conversation': [409, 'Nobody writes to themselves here'],
  'answer-awaited': [409, 'You have written several times: wait until you are answered'],
  'file-not-taken': [400, 'This kind of file is not taken: images, PDF, office documents, ZIP and plain text are'],
  'invalid-input': [400, 'Something in the request is not as it should be'],
  'answer-does-not-fit': [400, 'The answer does not fit the question'],
  'image-unreadable': [400, 'This file cannot be read as an image: PNG, JPEG, GIF and WebP are taken'],
  'image-too-large': [413, 'This image has too many pixels: make it smaller first'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'This kind of content is not understood here'],
  'idempotency-key-reused': [422, 'The Idempotency-Key was used for another request'],
  'revision-conflict': [412, 'Somebody has changed this since you read it'],
  'changed-meanwhile': [409, 'Too many people changed this at once: try again'],
  'too-many-requests': [429, 'Too many tries: wait a little'],
  'not-yet': [503, 'The page has not caught up with your change yet'],
  'event-store-unavailable': [503, 'The academy cannot record anything at the moment'],
  'fact-unknown': [503, 'A newer version of the academy wrote something here that this one cannot read'],
  'read-store-unavailable': [503, 'The academy cannot show this at the moment'],
  'dashboard-unavailable': [503, 'The pages of the academy cannot be shown at the moment'],
  'internal-error': [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** What is wrong with one field of a request. */
export const FieldError = z.object({ path: z.string(), rule: z.string(), message: z.string() }).meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** A refusal as a value: decisions return it, the API turns it into a problem. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What happened, what it means and what to do next, where the title does not say enough. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem (RFC 9457, 3.2), such as `retryAfter` in seconds. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** RFC 9457 problem details with our stable `code`. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** The problem document of a refusal. */
export function problemOf(refusal: Refusal): Problem {
  const [status, title] = REFUSALS[refusal.code];
  return {
    type: `urn:lyceum:problem:${refusal.code}`,
    title,
    status,
    detail: refusal.detail ?? `${title}.`,
    code: refusal.code,
    ...(refusal.errors && { errors: [...refusal.errors] }),
    ...refusal.more,
  };
}
