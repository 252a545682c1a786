import { beforeEach, expect, test } from 'vitest';
import { ShownSigns } from './shown-signs.ts';
import { idOf, nameOf, readId, type Sign } from './sign.ts';

const online: Sign = { kind: 'online', personId: 'ann', place: '-' };
const typing: Sign = { kind: 'typing', personId: 'ann', place: 'talk' };
let told: string[];
let signs: ShownSigns;

beforeEach(() => {
  told = [];
  signs = new ShownSigns((sign, given) => told.push(`${given ? '+' : '-'} ${nameOf(sign)}`));
});

test('somebody at two backends is on line until both say that they are gone', () => {
  signs.given(online, 'one', 100);
  signs.given(online, 'two', 100);
  signs.taken(online, 'one');
  expect(signs.has(online)).toBe(true);
  signs.taken(online, 'two');
  expect(signs.has(online)).toBe(false);
  expect(told).toEqual(['+ online ann -', '+ online ann -', '- online ann -']);
});

test('what a backend gave that died fades', () => {
  signs.given(online, 'one', 100);
  signs.given(online, 'one', 200);
  signs.fade(150);
  expect(signs.has(online)).toBe(true);
  signs.fade(200);
  expect(told).toEqual(['+ online ann -', '- online ann -']);
});

test('typing is told each time, being on line once', () => {
  signs.given(online, 'one', 100);
  signs.given(online, 'one', 200);
  signs.given(typing, 'one', 100);
  signs.given(typing, 'one', 200);
  expect(told).toEqual(['+ online ann -', '+ typing ann talk', '+ typing ann talk']);
});

test('what is not there any more after a break is let go', () => {
  signs.given(online, 'one', 100);
  signs.given(typing, 'one', 100);
  signs.only(new Set([idOf(typing, 'one')]));
  expect(signs.has(online)).toBe(false);
  expect(signs.has(typing)).toBe(true);
});

test('an id names its sign', () => {
  expect(readId(idOf(typing, 'one'))).toEqual({ sign: typing, backend: 'one' });
  expect(readId('something else')).toBeNull();
});
