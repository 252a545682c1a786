import { expect, test } from 'vitest';
import { afterSignIn } from './after-sign-in.ts';

test.each([
  ['/courses/1?tab=2', '/courses/1?tab=2'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/..//evil.example/x', '/'],
  ['//', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?to=/sign-in', '/'],
])('%s leads to %s', (to, target) => {
  expect(afterSignIn(new URL(`https://academy.example/sign-in?to=${encodeURIComponent(to)}`))).toBe(target);
});
