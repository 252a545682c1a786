import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesUnder, fingerprint } from './fingerprint.ts';

let root: string;
const write = (file: string, text = file) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'lyceum-build-'))));
afterEach(() => rmSync(root, { recursive: true }));

test('sources count; tests, and what is built or installed beside them, do not', () => {
  for (const file of ['a/src/one.ts', 'a/src/one.test.ts', 'a/src/build/two.ts', 'a/dist/one.js', 'a/node_modules/x/i.js', 'a/build/i.js'])
    write(file);
  expect(filesUnder(root, 'a')).toEqual(['a/src/build/two.ts', 'a/src/one.ts']);
  expect(filesUnder(root, 'a/src/one.ts')).toEqual(['a/src/one.ts']);
  expect(filesUnder(root, 'absent')).toEqual([]);
});

test('the digest follows contents and names, not times', () => {
  write('a/src/one.ts', 'const one = 1;');
  const look = (before?: ReturnType<typeof fingerprint>) => fingerprint(root, filesUnder(root, 'a'), before);
  const first = look();
  utimesSync(join(root, 'a/src/one.ts'), 1, 1);
  expect(look(first).digest).toBe(first.digest);
  write('a/src/one.ts', 'const one = 2;');
  const second = look(first);
  expect(second.digest).not.toBe(first.digest);
  write('a/src/two.ts', '');
  expect(look(second).digest).not.toBe(second.digest);
});
