import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product } from '../harness/product.ts';

let product: Product;

beforeAll(async () => {
  product = await Product.start();
}, 300_000);
afterAll(() => product?.stop());

/** A page as a browser asks for it that knows the academy by the given name. */
async function page(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const asked = request(product.url, { path, headers: { accept: 'text/html', ...headers } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer;
}

test('an access that has expired is renewed by whatever name the academy is reached', async () => {
  const { credentials } = await product.api.person('Ann');
  for (const host of [new URL(product.url).host, `localhost:${new URL(product.url).port}`, 'academy.example']) {
    const { headers } = await product.api.call('POST', '/api/sessions', credentials);
    const cookie = headers.getSetCookie().find((line) => line.startsWith('lyceum-refresh='))!;
    const answer = await page('/learn', { host, cookie: cookie.split(';')[0]! });
    expect([host, answer.statusCode]).toEqual([host, 200]);
    expect(answer.headers['set-cookie']?.join()).toContain('lyceum-access=');
  }
});

test('an address that cannot be right names nothing, and asks the API for nothing else', async () => {
  const { token } = await product.api.person('Bob');
  const cookie = `lyceum-access=${token}`;
  for (const path of ['/courses/%00', '/courses/..%2Fme', '/attempts/..%2Fme', '/courses/a%3Fb=c']) {
    expect([path, (await page(path, { cookie })).statusCode]).toEqual([path, 404]);
  }
  expect((await page('/sign-in?to=//')).statusCode).toBe(200);
});
