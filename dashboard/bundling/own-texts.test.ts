import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textsOf } from './own-texts.ts';

const catalogue = {
  loading: 'Loading',
  'home.title': 'Home',
  'role.admin': 'Admin',
  'role.student': 'Student',
  'chart.by.week': 'By week',
  'chart.title': 'Chart',
};

test('a module brings the texts whose keys it names, and no others', () => {
  expect(textsOf("t('home.title')", catalogue)).toEqual({ 'home.title': 'Home' });
  expect(textsOf("['of two', 'loading']", catalogue)).toEqual({ loading: 'Loading' });
  expect(textsOf('const LABELS = { one: `chart.title` }', catalogue)).toEqual({ 'chart.title': 'Chart' });
});

test('a key that is put together while running brings all that it may become', () => {
  expect(textsOf('t(`chart.by.${grain}`)', catalogue)).toEqual({ 'chart.by.week': 'By week' });
  expect(textsOf("nameOf('role', code)", catalogue)).toEqual({ 'role.admin': 'Admin', 'role.student': 'Student' });
});

test('no key begins with what is known only while running', () => {
  const source = new URL('../src/', import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:svelte|ts)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, source), 'utf8'));
  const named = files.filter((code) => /\bnameOf\b[^;]*\} from '#lib\/messages\/index\.ts'/.test(code));
  expect(named.length).toBeGreaterThan(20);
  expect(files.flatMap((code) => code.match(/\bt\(\s*`\$\{.*/g) ?? [])).toEqual([]);
  expect(named.flatMap((code) => code.match(/\bnameOf\(\s*[^\s'"`].*/g) ?? [])).toEqual([]);
});
