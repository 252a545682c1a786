import { expect, test } from 'vitest';
import { branches, tagsIn, withThoseBelow } from './tree.ts';

const category = (categoryId: string, parentId: string | null = null) => ({ categoryId, parentId, title: categoryId, questions: 0 });
const all = branches([category('b', 'a'), category('a'), category('c', 'b'), category('d'), category('lost', 'gone')]);

test('each category is followed by those below it', () => {
  expect(all.map(({ categoryId, depth }) => [categoryId, depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 0],
    ['lost', 0],
  ]);
});

test('a category cannot be put into itself or below', () => {
  expect([...withThoseBelow(all, 'b')]).toEqual(['b', 'c']);
  expect([...withThoseBelow(all, 'd')]).toEqual(['d']);
  expect([...withThoseBelow(all, 'lost')]).toEqual(['lost']);
});

test('tags are parted by commas', () => {
  expect(tagsIn(' Hard, easy,, hard ')).toEqual(['hard', 'easy']);
});
