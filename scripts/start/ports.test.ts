import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePorts } from './ports.ts';

test('a port that is taken is passed over', async () => {
  const [taken = 0, free = 0] = await freePorts(2);
  const server = createServer();
  await new Promise<void>((done) => server.listen(taken, '127.0.0.1', done));
  const draws = [taken, taken, free].map((port) => (port - 20_000 + 0.5) / 12_000);
  expect(await freePorts(1, () => draws.shift() ?? 0)).toEqual([free]);
  server.close();
});
