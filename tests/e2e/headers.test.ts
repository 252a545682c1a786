/** What every page says of itself to the browser, and that the browser keeps to it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../harness/browser.ts';
import { Product } from '../harness/product.ts';
import { Desk } from './desk.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const PAGES = ['/', '/sign-in', '/sign-up', '/courses', '/nothing/here'];
const policyOf = (answer: Response): string => answer.headers.get('content-security-policy') ?? '';
const nonceOf = (answer: Response): string => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? '';
const open = (path: string) => fetch(product.url + path, { redirect: 'manual', headers: { accept: 'text/html' } });

test.each(PAGES)('%s runs nothing but what it was written with, and stands in no frame', async (path) => {
  const answer = await open(path);
  expect(policyOf(answer)).toMatch(/script-src 'self' 'nonce-/);
  for (const word of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
    expect(policyOf(answer)).toContain(word);
  expect(policyOf(answer)).not.toMatch(/unsafe-(?:inline|eval)|\*/);
  expect(
    Object.fromEntries(
      ['x-content-type-options', 'x-frame-options', 'cross-origin-opener-policy'].map((name) => [name, answer.headers.get(name)]),
    ),
  ).toEqual({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(answer.headers.get('referrer-policy')).toBeTruthy();
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin'])
    expect([name, answer.headers.get(name)]).toEqual([name, null]);
});

test('each answer has a nonce of its own, and is not kept', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => open('/sign-in')));
  expect(new Set(answers.map(nonceOf)).size).toBe(3);
  for (const answer of answers) expect(answer.headers.get('cache-control')).toBe('private, no-store');
});

test('a script, a style and an event that somebody got into a page do nothing', async () => {
  const desk = await Desk.open(browser, product.url);
  await desk.go('/sign-in');
  const done = await desk.page.evaluate(async () => {
    const place = document.createElement('div');
    place.innerHTML = '<img src="/nothing.png" onerror="window.harmed = true"><p style="color: rgb(1, 2, 3)">a</p>';
    document.body.append(place);
    const script = document.createElement('script');
    script.textContent = 'window.harmed = true';
    document.body.append(script);
    await new Promise((later) => setTimeout(later, 500));
    return { harmed: 'harmed' in window, color: getComputedStyle(place.querySelector('p')!).color };
  });
  expect(done.harmed).toBe(false);
  expect(done.color).not.toBe('rgb(1, 2, 3)');
  await desk.close();
});
