import { expect, test } from 'vitest';
import { pulled } from './drag.svelte.ts';

const nine = { from: 540, to: 600 };

test('a body moves as a whole and stays within its day', () => {
  expect(pulled({ grip: 'body', ...nine }, 37)).toEqual({ from: 570, to: 630 });
  expect(pulled({ grip: 'body', ...nine }, 5000)).toEqual({ from: 1380, to: 1440 });
  expect(pulled({ grip: 'body', ...nine }, -5000)).toEqual({ from: 0, to: 60 });
});

test('an edge is pulled up to the other one', () => {
  expect(pulled({ grip: 'start', ...nine }, 200)).toEqual({ from: 585, to: 600 });
  expect(pulled({ grip: 'end', ...nine }, -200)).toEqual({ from: 540, to: 555 });
  expect(pulled({ grip: 'end', ...nine }, 2000)).toEqual({ from: 540, to: 1440 });
});

test('something new is drawn either way', () => {
  expect(pulled({ grip: 'new', from: 600, to: 600 }, 62)).toEqual({ from: 600, to: 660 });
  expect(pulled({ grip: 'new', from: 600, to: 600 }, -62)).toEqual({ from: 540, to: 600 });
  expect(pulled({ grip: 'new', from: 600, to: 600 }, 1)).toEqual({ from: 600, to: 615 });
});
