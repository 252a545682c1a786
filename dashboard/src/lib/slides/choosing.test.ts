import { LONGEST_DECK_TEXT, LONGEST_PAGE_TEXT } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { chosenOf, fitted, objection } from './choosing.ts';

const file = (name: string, type = '') => new File(['x'], name, { type });
const sized = (name: string, type: string, size: number) => ({ name, type, size });

test('each PDF becomes a set, all images together one, in the order of their names', () => {
  const files = [file('b10.png', 'image/png'), file('waves.pdf', 'application/pdf'), file('b9.jpeg', 'image/jpeg'), file('Old.PDF')];
  const chosen = chosenOf(files).map(({ title, kind, files: of }) => [title, kind, of.map(({ name }) => name)]);
  expect(chosen).toEqual([
    ['waves', 'pdf', ['waves.pdf']],
    ['Old', 'pdf', ['Old.PDF']],
    ['b9', 'images', ['b9.jpeg', 'b10.png']],
  ]);
});

test('what is not taken is said before it is sent', () => {
  const MB = 1024 * 1024;
  expect(objection([sized('a.pdf', 'application/pdf', 50 * MB), sized('a.webp', 'image/webp', 8 * MB)])).toBeNull();
  expect(objection([sized('a.pdf', '', 50 * MB + 1)])).toMatch(/a\.pdf is larger than 50 MB/);
  expect(objection([sized('a.png', 'image/png', 8 * MB + 1)])).toMatch(/a\.png is larger than 8 MB/);
  expect(objection([sized('a.svg', 'image/svg+xml', 9)])).toMatch(/a\.svg is neither/);
  expect(objection([sized('a.pptx', 'application/zip', 9)])).toMatch(/Save it as a PDF/);
  expect(objection([sized('a.png', 'image/png', 0)])).toMatch(/empty/);
  expect(objection(Array.from({ length: 301 }, () => sized('a.png', 'image/png', 9)))).toMatch(/more than 300/);
});

test('what pages say is kept as far as it fits', () => {
  expect(fitted([' One \n', 'x'.repeat(3000)]).map(({ length }) => length)).toEqual([3, LONGEST_PAGE_TEXT]);
  const long = fitted(Array.from({ length: 300 }, () => 'y'.repeat(2000)));
  expect(long.join('').length).toBeLessThanOrEqual(LONGEST_DECK_TEXT);
});
