import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ownStyles } from './own-styles.ts';

const hash = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

test('the styles of a page are named one by one, each once', () => {
  const page = '<style>p { margin: 0 }</style><p style="color:red">a</p><p style="color:red">b</p>';
  expect(ownStyles(page)).toBe(`'unsafe-hashes' ${hash('p { margin: 0 }')} ${hash('color:red')}`);
});

test('what is only written of styles is none', () => {
  expect(ownStyles('<p>&lt;p style=&quot;color:red&quot;&gt; style=&quot;x&quot;</p>')).toBe("'none'");
});
