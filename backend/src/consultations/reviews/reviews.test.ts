import { EMPTY_CALENDAR, type Calendar, type ReviewEvent, type StandingPhase } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { decide as answer } from './answer-review.ts';
import { decide as moderate } from './moderate-review.ts';
import { reviews } from './review.ts';
import { shortName } from './shown.ts';
import { decide as write } from './write-review.ts';

const of = { bookingId: 'b1', instructorId: 'inge', studentId: 'ann' };
const [ann, inge, eve] = ['ann', 'inge', 'eve'].map((personId) => ({ personId, roles: [] }));
const said = { rating: 4, text: 'Very clear' };
const written: ReviewEvent = { type: 'consultations.ReviewWritten.v1', data: { ...of, ...said } };
const answered = (text: string): ReviewEvent => ({ type: 'consultations.ReviewAnswered.v1', data: { ...of, text } });
const hidden: ReviewEvent = { type: 'consultations.ReviewHidden.v1', data: { ...of, rating: 4, reason: 'A name' } };
const shown: ReviewEvent = { type: 'consultations.ReviewShown.v1', data: { ...of, rating: 4 } };

const calendar = (phase: StandingPhase): Calendar => ({
  ...EMPTY_CALENDAR,
  bookings: {
    b1: {
      bookingId: 'b1',
      studentId: 'ann',
      phase,
      start: '2027-03-01T09:00:00.000Z',
      length: 30,
      before: 0,
      after: 0,
      slotId: null,
      expires: null,
      price: null,
      cancellation: { freeUntil: 0, lateRefund: 0 },
      seriesId: null,
      since: null,
      missing: null,
    },
  },
});

describe('a review', () => {
  test('is of a session that took place, by its student, once', () => {
    given(reviews)
      .when((review) => write(review, calendar('completed'), of, { who: ann!, review: said }))
      .then(written);
    given(reviews, written)
      .when((review) => write(review, calendar('completed'), of, { who: ann!, review: said }))
      .refused('already-reviewed');
    for (const phase of ['held', 'requested', 'confirmed', 'no-show'] as const)
      given(reviews)
        .when((review) => write(review, calendar(phase), of, { who: ann!, review: said }))
        .refused('session-not-held');
    given(reviews)
      .when((review) => write(review, EMPTY_CALENDAR, of, { who: ann!, review: said }))
      .refused('session-not-held');
    given(reviews)
      .when((review) => write(review, calendar('completed'), of, { who: inge!, review: said }))
      .refused('not-allowed');
  });

  test('is answered by its instructor, also anew', () => {
    given(reviews, written)
      .when((review) => answer(review, { who: inge!, text: 'Thanks' }))
      .then(answered('Thanks'));
    given(reviews, written, answered('Thanks'))
      .when((review) => answer(review, { who: inge!, text: 'Thanks' }))
      .nothing();
    given(reviews, written)
      .when((review) => answer(review, { who: eve!, text: 'Thanks' }))
      .refused('not-allowed');
    given(reviews, written, hidden)
      .when((review) => answer(review, { who: eve!, text: 'Thanks' }))
      .refused('review-not-found');
    given(reviews)
      .when((review) => answer(review, { who: inge!, text: 'Thanks' }))
      .refused('review-not-found');
  });

  test('is hidden with a reason and shown again, each once', () => {
    given(reviews, written)
      .when((review) => moderate(review, { reason: 'A name' }))
      .then(hidden);
    given(reviews, written, hidden)
      .when((review) => moderate(review, { reason: 'Another' }))
      .nothing();
    given(reviews, written, hidden)
      .when((review) => moderate(review, null))
      .then(shown);
    given(reviews, written)
      .when((review) => moderate(review, null))
      .nothing();
    given(reviews)
      .when((review) => moderate(review, null))
      .refused('review-not-found');
  });
});

test.each([
  ['Ann Merriweather', 'Ann M.'],
  ['Zoë', 'Zoë'],
  ['Ann  van der Berg', 'Ann v. d. B.'],
  ['', null],
  [null, null],
])('the public knows %s as %s', (name, short) => expect(shortName(name)).toBe(short));
