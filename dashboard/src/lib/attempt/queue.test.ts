import { describe, expect, test } from 'vitest';
import { isAnswered } from '@lyceum/contracts';
import { edit, EMPTY, mergeServer, mergeTab, parseNotebook, sameAnswer, taken, toggleFlag, waiting } from './queue.ts';

const choice = (id: string) => ({ choice: id });

describe('edits', () => {
  test('rise in sequence even when the clock stands still or goes back', () => {
    const first = edit(EMPTY, 1, choice('a'), 1000);
    const second = edit(first, 1, choice('b'), 1000);
    const third = edit(second, 1, choice('c'), 900);
    expect([first, second, third].map((notebook) => notebook.answers[1]?.sequence)).toEqual([1000, 1001, 1002]);
  });

  test('the same answer again is no edit', () => {
    const notebook = taken(edit(EMPTY, 1, choice('a'), 1000), 1, 1000);
    expect(edit(notebook, 1, choice('a'), 2000)).toBe(notebook);
  });

  test('wait until the server took that very edit, the oldest first', () => {
    const notebook = edit(edit(EMPTY, 2, choice('a'), 1000), 1, choice('b'), 2000);
    expect(waiting(notebook).map(({ slot }) => slot)).toEqual([2, 1]);
    const again = edit(notebook, 2, choice('c'), 3000);
    expect(waiting(taken(again, 2, 1000)).map(({ slot }) => slot)).toEqual([1, 2]);
    expect(waiting(taken(again, 2, 3000)).map(({ slot }) => slot)).toEqual([1]);
  });
});

describe('after a reload', () => {
  test('what the server has not seen stays and waits', () => {
    const merged = mergeServer(edit(EMPTY, 1, choice('mine'), 1000), { 1: choice('older'), 2: choice('other device') });
    expect(merged.answers[1]).toEqual({ answer: choice('mine'), sequence: 1000, saved: false });
    expect(merged.answers[2]).toEqual({ answer: choice('other device'), sequence: 0, saved: true });
  });

  test('what was saved here and changed on another device since is the other device’s', () => {
    const saved = taken(edit(EMPTY, 1, choice('a'), 1000), 1, 1000);
    const merged = mergeServer(saved, { 1: choice('b') });
    expect(merged.answers[1]).toEqual({ answer: choice('b'), sequence: 1000, saved: true });
    expect(edit(merged, 1, choice('c'), 900).answers[1]?.sequence).toBe(1001);
  });

  test('an edit whose answer got lost on the way back counts as saved', () => {
    expect(waiting(mergeServer(edit(EMPTY, 1, { pairs: { x: '1', y: '2' } }, 5), { 1: { pairs: { y: '2', x: '1' } } }))).toEqual([]);
  });
});

test('of two tabs the later edit of each question stays', () => {
  const mine = edit(edit(EMPTY, 1, choice('mine'), 2000), 2, choice('mine'), 1000);
  const theirs = toggleFlag(edit(edit(EMPTY, 1, choice('theirs'), 1000), 2, choice('theirs'), 2000), 2);
  const merged = mergeTab(mine, theirs);
  expect([merged.answers[1]?.answer, merged.answers[2]?.answer]).toEqual([choice('mine'), choice('theirs')]);
  expect(merged.flagged).toEqual([2]);
});

test('what cannot be read is an empty notebook', () => {
  for (const text of [null, '', '{', '[]', '{"version":9}', 'null']) expect(parseNotebook(text)).toEqual(EMPTY);
  const notebook = edit(EMPTY, 1, choice('a'), 1);
  expect(parseNotebook(JSON.stringify(notebook))).toEqual(notebook);
});

test.each([
  [{}, false],
  [{ text: '  ' }, false],
  [{ choices: [] }, false],
  [{ pairs: {} }, false],
  [{ order: [] }, false],
  [{ gaps: { g1: { text: ' ' }, g2: { choices: [] } } }, false],
  [{ unit: 'm' }, false],
  [{ value: false }, true],
  [{ order: ['i2', 'i1'] }, true],
  [{ gaps: { g1: {}, g2: { number: 0 } } }, true],
  [{ number: 0 }, true],
  [{ choice: '1' }, true],
])('%j answered: %s', (answer, expected) => expect(isAnswered(answer)).toBe(expected));

test('answers are the same whatever the order of their members', () => {
  expect(sameAnswer({ pairs: { a: '1', b: '2' } }, { pairs: { b: '2', a: '1' } })).toBe(true);
  expect(sameAnswer({ choices: ['a', 'b'] }, { choices: ['b', 'a'] })).toBe(false);
  expect(sameAnswer(undefined, {})).toBe(true);
});
