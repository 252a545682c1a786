import { expect, test } from 'vitest';
import { renderMarkdown } from '#lib/markdown/render.ts';
import { imageAmong, imageMarkdown, withInserted } from './inserting.ts';

test('what is said instead of an image stays as it was written', () => {
  const html = renderMarkdown(imageMarkdown('/api/images/0192', ' a [b] \\ *c*\n$d$ '));
  expect(html).toContain('<img src="/api/images/0192" alt="a [b] \\ *c* $d$"');
});

test('it comes where the cursor is', () => {
  expect(withInserted('ab', 1, 1, '![x](y)')).toEqual({ text: 'a![x](y)b', cursor: 8 });
  expect(withInserted('a what b', 2, 6, 'I')).toEqual({ text: 'a I b', cursor: 3 });
});

test('only images that are taken count', () => {
  const files = [new File([], 'a.svg', { type: 'image/svg+xml' }), new File([], 'a.png', { type: 'image/png' })];
  expect(imageAmong(files)?.name).toBe('a.png');
  expect(imageAmong(files.slice(0, 1))).toBeUndefined();
});
