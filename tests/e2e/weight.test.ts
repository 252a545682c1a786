import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../harness/product.ts';

const SCRIPTS = join(ROOT, 'dashboard/build/client/_app/immutable');

test('browsers get no schema that no page uses, and not the library that makes them', () => {
  const files = readdirSync(SCRIPTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((name) => readFileSync(join(SCRIPTS, name), 'utf8').includes('ZodObject'))).toEqual([]);
});
