import { expect, test } from 'vitest';
import { enrolled, left } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { enrolments } from './projection.ts';

const [course, ann] = [id(1), id(3)];
const key = `${course}:${ann}`;

test('who leaves and comes back has one place, with when its phase began', () => {
  expect(rowsOf(enrolments, history(enrolled(course, ann), left(course, ann))).get(key)).toEqual({
    courseId: course,
    personId: ann,
    phase: 'left',
    since: at(1),
  });
  expect(rowsOf(enrolments, history(enrolled(course, ann), left(course, ann), enrolled(course, ann, true))).get(key)).toMatchObject({
    phase: 'active',
    since: at(2),
  });
});
