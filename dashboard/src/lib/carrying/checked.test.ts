import type { CheckedLines } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { Checked } from './checked.ts';

const head = { stream: null, prefix: '', from: null, to: null, began: '2026-03-02T09:00:00.000Z', secret: 'x', ours: true };
const nothing: CheckedLines = {
  ...{ hash: 'h', damaged: null, head: null, closing: null, events: 0, missing: 0, known: 0, deleted: 0, buried: 0 },
  ...{ sealed: false, differs: null, behind: [] },
};
const event = (stream: string, revision: number) => `${JSON.stringify({ stream, revision })}\n`;

test('a file is whole with its head, all of its events and its last line', () => {
  const checked = new Checked();
  checked.add(`{}\n${event('a-1', 0)}`, { ...nothing, head, events: 1, missing: 1 });
  expect(checked.whole).toBe(false);
  checked.add('{}\n', { ...nothing, closing: 1 });
  expect([checked.whole, checked.fits, checked.counts.missing]).toEqual([true, true, 1]);
});

test('what comes before an event may come along in the file, and else is missing', () => {
  const checked = new Checked();
  checked.add(event('a-1', 0), { ...nothing, head, events: 1 });
  checked.add(event('a-1', 1) + event('b-1', 4), {
    ...nothing,
    events: 2,
    behind: [
      { stream: 'a-1', revision: 1 },
      { stream: 'b-1', revision: 4 },
    ],
    closing: 3,
  });
  expect([checked.behind, checked.fits]).toEqual([[{ stream: 'b-1', revision: 4 }], false]);
});

test('a damaged line is counted from the beginning of the file, and what is sealed needs its secret', () => {
  const checked = new Checked();
  checked.add(event('a-1', 0) + event('a-1', 1), { ...nothing, head: { ...head, ours: false }, sealed: true });
  checked.add(event('a-1', 2), { ...nothing, damaged: 1 });
  expect([checked.damaged, checked.secretDiffers, checked.whole]).toEqual([3, true, false]);
});
