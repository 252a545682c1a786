import express, { type RequestHandler } from 'express';
import { expect, test } from 'vitest';
import { RouteTable, type Method } from './route-table.ts';

const routes: [Method, string][] = [
  ['get', '/api/courses'],
  ['post', '/api/courses/:id/quizzes'],
  ['get', '/api/courses/:id'],
  ['get', '/api/:other/latest'],
];

/** Which route takes the request, with its parameters. */
function taken(method: string, url: string): Promise<unknown> {
  const app = express();
  const table = new RouteTable(app);
  return new Promise((resolve) => {
    for (const [one, path] of routes) table.add(one, path, ((request) => resolve([path, request.params])) satisfies RequestHandler);
    app.use(() => resolve(null));
    app({ method, url, headers: {} } as never, { setHeader: () => {} } as never);
  });
}

test('each request comes to the first route that its path fits', async () => {
  expect(await taken('GET', '/api/courses?search=a')).toEqual(['/api/courses', {}]);
  expect(await taken('GET', '/api/Courses/')).toEqual(['/api/courses', {}]);
  expect(await taken('GET', '/api/courses/a%20b')).toEqual(['/api/courses/:id', { id: 'a b' }]);
  expect(await taken('POST', '/api/courses/7/quizzes')).toEqual(['/api/courses/:id/quizzes', { id: '7' }]);
  expect(await taken('GET', '/api/more/latest')).toEqual(['/api/:other/latest', { other: 'more' }]);
});

test('one that fits none goes on', async () => {
  for (const url of ['/', '/api', '/api/coursesandmore', '/api/courses/1/2', '/apx/courses', '/api//courses']) {
    expect(await taken('GET', url)).toBeNull();
  }
  expect(await taken('DELETE', '/api/courses')).toBeNull();
});
