import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadStore, ReadStoreUnavailable } from '@lyceum/stores';
import { startMongo } from 'lyceum-mongo';
import { afterAll, expect, test } from 'vitest';

const data = mkdtempSync(join(tmpdir(), 'lyceum-read-store-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test('a server that did not answer when it was asked first is found when it is there', async () => {
  const first = await startMongo({ data, port: 0 });
  await first.close();
  const store = openReadStore({ url: `mongodb://127.0.0.1:${first.port}/lyceum?directConnection=true` });
  const count = () => store.reading((db) => db.collection('rows').countDocuments());
  expect(await store.healthy()).toBe(false);
  await expect(count()).rejects.toThrow(ReadStoreUnavailable);
  const again = await startMongo({ data, port: first.port });
  try {
    expect(await store.healthy()).toBe(true);
    expect(await count()).toBe(0);
    await store.close();
    // Whoever closed it means it.
    await expect(count()).rejects.toThrow(ReadStoreUnavailable);
  } finally {
    await again.close();
  }
});
