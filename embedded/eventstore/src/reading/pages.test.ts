import { expect, test } from 'vitest';
import type { Call } from '../grpc/call.ts';
import { Page, turnPages } from './pages.ts';

/** The part of a call that paging looks at. */
const fakeCall = () => {
  const call = { over: false, slow: false, failed: undefined as unknown, resume: () => {} };
  return Object.assign(call, {
    drained: (callback: () => void) => (call.resume = callback),
    fail: (error: unknown) => (call.failed = error),
  });
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('others have their turn between two pages', async () => {
  const order: string[] = [];
  let page = 0;
  turnPages(fakeCall() as unknown as Call, () => {
    order.push(`page ${page}`);
    page += 1;
    return page < 3;
  });
  order.push('other');
  for (let index = 0; index < 4; index += 1) await turn();
  expect(order).toEqual(['page 0', 'other', 'page 1', 'page 2']);
});

test('a slow reader is waited for', async () => {
  const call = fakeCall();
  let pages = 0;
  call.slow = true;
  turnPages(call as unknown as Call, () => {
    pages += 1;
    return true;
  });
  for (let index = 0; index < 4; index += 1) await turn();
  expect(pages).toBe(1);
  call.resume();
  expect(pages).toBe(2);
});

test('a call that is over is not read for any more, and a failure ends the call', async () => {
  const call = fakeCall();
  let pages = 0;
  turnPages(call as unknown as Call, () => {
    pages += 1;
    return true;
  });
  call.over = true;
  await turn();
  expect(pages).toBe(1);

  const broken = fakeCall();
  turnPages(broken as unknown as Call, () => {
    throw new Error('broken');
  });
  expect(broken.failed).toEqual(new Error('broken'));
});

test('a page is full by rows or by bytes, and leaves as one piece', () => {
  const page = new Page();
  page.add(Buffer.from('a'));
  expect(page.full()).toBe(false);
  page.add(Buffer.alloc(200_000));
  expect(page.full()).toBe(true);
  expect(page.joined()?.length).toBe(200_001);
  const rows = new Page();
  expect(Array.from({ length: 1000 }, () => rows.full()).lastIndexOf(false)).toBe(998);
  expect(rows.joined()).toBeUndefined();
});
