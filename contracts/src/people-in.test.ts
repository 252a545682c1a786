import { expect, test } from 'vitest';
import { peopleIn } from './people-in.ts';
import { PERSONAL } from './personal.ts';

const [ann, ben, cem, course] = ['1', '2', '3', '4'].map((n) => `01980000-0000-7000-8000-00000000000${n}`);

test('whom a fact names, wherever they stand in it', () => {
  expect(peopleIn({ studentId: ann, courseId: course })).toEqual([ann]);
  expect(peopleIn({ courseId: course, added: [ann, ben], removed: [] })).toEqual([ann, ben]);
  expect(peopleIn({ plan: { speakers: [{ personId: cem, name: 'Cem' }, { personId: null }] }, personId: ann })).toEqual([cem, ann]);
});

test('each once, and roles that were added are nobody', () => {
  expect(peopleIn({ personId: ann, added: ['instructor'], authorId: ann })).toEqual([ann]);
});

test('nobody in data that cannot be read', () => {
  expect(peopleIn(null)).toEqual([]);
  expect(peopleIn('text')).toEqual([]);
});

test('everybody whose key seals something in a fact: they have to be found when they are forgotten', () => {
  const found = Object.entries(PERSONAL).map(([type, { of, also }]) => [
    type,
    peopleIn({ [of]: ann, ...(also !== undefined && { [also]: [ben] }) }),
  ]);
  const named = Object.entries(PERSONAL).map(([type, { also }]) => [type, also === undefined ? [ann] : [ann, ben]]);
  expect(found).toEqual(named);
});
