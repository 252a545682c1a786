import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { profileEdited, reviewHidden, reviewWritten } from '../testing/consultations.ts';
import { registered, rolesChanged } from '../testing/facts.ts';
import { history, id, rowsOf } from '../testing/history.ts';
import { instructors } from './projection.ts';

const [inge, ann] = [id(1), id(2)];
const of = (number: number) => ({ bookingId: id(100 + number), instructorId: inge, studentId: ann });

const edited = profileEdited(inge);
const written = (number: number, rating: number) => reviewWritten(of(number), rating);
const hidden = (number: number, rating: number) => reviewHidden(of(number), rating);
const shown = (number: number, rating: number): AcademyEvent => ({
  type: 'consultations.ReviewShown.v1',
  data: { ...of(number), rating },
});
const rowAfter = (...facts: readonly AcademyEvent[]) =>
  rowsOf(instructors, history(registered(inge, 'Inge Ö'), rolesChanged(inge, ['student', 'instructor']), ...facts)).get(inge);

test('an instructor is listed once there is a profile, and as long as they are one', () => {
  expect(rowAfter()?.listed).toBe(false);
  expect(rowAfter(edited)?.listed).toBe(true);
  expect(rowAfter(edited, rolesChanged(inge, ['admin'], ['student']))?.listed).toBe(true);
  expect(rowAfter(edited, rolesChanged(inge, [], ['instructor']))?.listed).toBe(false);
  expect(rowAfter(edited, rolesChanged(inge, [], ['instructor']), rolesChanged(inge, ['instructor']))?.listed).toBe(true);
});

test('who has no profile is told to nobody', () => {
  const row = rowsOf(instructors, history(registered(ann))).get(ann);
  expect(row && instructors.views(row)).toEqual([]);
});

test('names, headlines and subjects are found; subjects without regard to case', () => {
  expect(rowAfter(edited)).toMatchObject({
    words: ['inge', 'ö', 'proofs', 'slowly', 'formal', 'logic'],
    subjectKeys: ['formal logic'],
    cost: 4000,
    byName: 'inge ö',
  });
});

test('a forgotten person’s texts are empty', () => {
  const forgotten = { ...edited, data: { ...edited.data, headline: null, biography: null } } as unknown as AcademyEvent;
  expect(rowAfter(forgotten)).toMatchObject({ headline: '', biography: '' });
});

test('stars add up; those of hidden reviews do not count', () => {
  expect(rowAfter(edited)?.average).toBeNull();
  expect(rowAfter(edited, written(1, 5), written(2, 2))).toMatchObject({ average: 3.5, stars: { sum: 7, count: 2 } });
  expect(rowAfter(edited, written(1, 5), written(2, 2), hidden(2, 2))).toMatchObject({ average: 5, stars: { sum: 5, count: 1 } });
  expect(rowAfter(edited, written(1, 5), hidden(1, 5), shown(1, 5))?.average).toBe(5);
  expect(rowAfter(edited, written(1, 5), hidden(1, 5))?.average).toBeNull();
});

test('many good stars come before a single best one, and those without stars last', () => {
  const key = (...ratings: readonly number[]) => rowAfter(edited, ...ratings.map((rating, at) => written(at, rating)))?.byRating ?? '';
  const many = key(5, 5, 5, 5, 4, 5, 5, 5);
  expect([key(), key(5), many, key(1)].toSorted()).toEqual([many, key(5), key(1), key()]);
});
