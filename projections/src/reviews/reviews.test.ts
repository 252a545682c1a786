import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { reviewHidden, reviewWritten } from '../testing/consultations.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { reviews } from './projection.ts';

const of = { bookingId: id(1), instructorId: id(2), studentId: id(3) };
const written = reviewWritten(of, 4);
const answered = (text: string): AcademyEvent => ({ type: 'consultations.ReviewAnswered.v1', data: { ...of, text } });
const hidden = reviewHidden(of, 4);
const shown: AcademyEvent = { type: 'consultations.ReviewShown.v1', data: { ...of, rating: 4 } };
const rowAfter = (...facts: readonly AcademyEvent[]) => rowsOf(reviews, history(written, ...facts)).get(of.bookingId);

test('a review has one answer, the last', () => {
  expect(rowAfter()).toMatchObject({ ...of, rating: 4, text: 'Very clear', at: at(0), answer: null, answered: false });
  expect(rowAfter(answered('Thanks'), answered('Thank you'))).toMatchObject({
    answer: { text: 'Thank you', at: at(2) },
    answered: true,
    words: ['very', 'clear', 'thank', 'you'],
  });
});

test('a hidden one says why, and can be shown again', () => {
  expect(rowAfter(hidden)).toMatchObject({ shown: false, hidden: { reason: 'A name in it', at: at(1) } });
  expect(rowAfter(hidden, shown)).toMatchObject({ shown: true, hidden: null });
});

test('rooms hear that there is news, not what it says', () => {
  const row = rowAfter(hidden);
  const views = row ? reviews.views(row) : [];
  expect(views.map(({ room }) => room)).toEqual([`calendar:${of.instructorId}`, `person:${of.studentId}`, 'admin']);
  for (const view of views) expect(view.row).toEqual({ bookingId: of.bookingId, shown: false });
});
