import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alone, cached, cacheFolder, keep } from './cache.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lyceum-cache-'));
  folder = cacheFolder({ XDG_CACHE_HOME: home });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('workers lie in the cache of the user, by version and kind of machine', () => {
  expect(folder.startsWith(join(home, 'lyceum/mediasoup-worker/3.'))).toBe(true);
  expect(folder).toContain(process.arch);
});

test('what is kept can be run, and what does not run as a worker is none', async () => {
  const file = join(home, 'made');
  writeFileSync(file, '#!/bin/sh\nexit 41\n');
  expect(await cached(folder)).toBeNull();
  const kept = keep(folder, file);
  expect(statSync(kept).mode & 0o111).not.toBe(0);
  expect(await cached(folder)).toBe(kept);
  writeFileSync(kept, '#!/bin/sh\nexit 1\n');
  expect(await cached(folder)).toBeNull();
});

test('one makes a worker at a time, the others wait for it', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((done) => setTimeout(done, 20));
    order.push(`${name} ends`);
  };
  await Promise.all([alone(folder, work('one')), alone(folder, work('two'))]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  expect(existsSync(`${folder}.lock`)).toBe(false);
});

test('a lock that somebody left who is no more holds nobody up', async () => {
  mkdirSync(`${folder}.lock`, { recursive: true });
  writeFileSync(join(`${folder}.lock`, 'holder'), JSON.stringify({ host: 'elsewhere', pid: 1 }));
  const long = new Date(Date.now() - 3_600_000);
  utimesSync(`${folder}.lock`, long, long);
  expect(await alone(folder, async () => readFileSync(join(`${folder}.lock`, 'holder'), 'utf8'))).toContain(String(process.pid));
});
