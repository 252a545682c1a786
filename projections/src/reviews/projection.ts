import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { wordsOf } from '../engine/words.ts';

/** The review of one session. */
export interface ReviewRow {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
  readonly rating: number;
  readonly text: string;
  readonly at: Instant;
  readonly answer: { readonly text: string; readonly at: Instant } | null;
  /** Why it is not for the public, and since when. */
  readonly hidden: { readonly reason: string; readonly at: Instant } | null;
  /** What lists choose by. */
  readonly shown: boolean;
  readonly answered: boolean;
  readonly words: readonly string[];
}

type From =
  'consultations.ReviewWritten.v1' | 'consultations.ReviewAnswered.v1' | 'consultations.ReviewHidden.v1' | 'consultations.ReviewShown.v1';

export const reviews = projection<ReviewRow, From>({
  name: 'reviews',
  version: 1,
  from: [
    'consultations.ReviewWritten.v1',
    'consultations.ReviewAnswered.v1',
    'consultations.ReviewHidden.v1',
    'consultations.ReviewShown.v1',
  ],
  first: ['consultations.ReviewWritten.v1'],
  key: ({ data }) => data.bookingId,
  fold: (row, fact) => {
    const { at } = fact.metadata;
    if (fact.type === 'consultations.ReviewWritten.v1') {
      const { text, ...data } = fact.data;
      return { ...data, text: text ?? '', at, answer: null, hidden: null, shown: true, answered: false, words: wordsOf(text) };
    }
    if (!row) throw new Error('a fact of a review that was never written');
    switch (fact.type) {
      case 'consultations.ReviewAnswered.v1': {
        const text = fact.data.text ?? '';
        return { ...row, answer: { text, at }, answered: true, words: wordsOf(row.text, text) };
      }
      case 'consultations.ReviewHidden.v1':
        return { ...row, hidden: { reason: fact.data.reason ?? '', at }, shown: false };
      case 'consultations.ReviewShown.v1':
        return { ...row, hidden: null, shown: true };
    }
  },
  indexes: [
    { instructorId: 1, shown: 1, at: 1, _id: 1 },
    { studentId: 1, position: 1 },
    { instructorId: 1, position: 1 },
    { at: 1, _id: 1 },
    { shown: 1, at: 1, _id: 1 },
    { answered: 1, at: 1, _id: 1 },
    { words: 1 },
    { position: 1 },
  ],
  rooms: { person: 'studentId', calendar: 'instructorId', admin: null },
  views: (row) => [
    { room: `calendar:${row.instructorId}`, audience: 'member', row: { bookingId: row.bookingId, shown: row.shown } },
    { room: `person:${row.studentId}`, audience: 'member', row: { bookingId: row.bookingId, shown: row.shown } },
    { room: 'admin', audience: 'staff', row: { bookingId: row.bookingId, shown: row.shown } },
  ],
});
