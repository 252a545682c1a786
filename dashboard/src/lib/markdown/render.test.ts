import { expect, test } from 'vitest';
import { renderInline, renderMarkdown } from './render.ts';

test('markdown and the HTML of question files stay', () => {
  expect(renderMarkdown('# A\n\nH<sub>2</sub>O is **wet**')).toMatch(/<h3>A<\/h3>\s*<p>H<sub>2<\/sub>O is <strong>wet<\/strong><\/p>/);
  expect(renderInline('`x` < 2')).toBe('<code>x</code> &lt; 2');
});

test('headings begin at the third level, whatever level the text begins with', () => {
  expect(renderMarkdown('## A\n\n### B').replaceAll(/\s/g, '')).toBe('<h3>A</h3><h4>B</h4>');
  expect(renderMarkdown('# A\n\n###### B').replaceAll(/\s/g, '')).toBe('<h3>A</h3><h6>B</h6>');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[a](javascript:alert(1))',
  '<a href="data:text/html,<script>1</script>">a</a>',
  '<svg onload=alert(1)>',
  '<iframe src="https://example.org"></iframe>',
  '<p style="position:fixed">x</p>',
  '<form action="/api"><input name=a></form>',
])('%s does nothing', (text) => {
  expect(renderMarkdown(text)).not.toMatch(/<script|onerror|onload|javascript:|data:text|<iframe|style=|<form|<input/i);
});

test('links to elsewhere tell nothing about us', () => {
  expect(renderMarkdown('[a](https://example.org)')).toMatch(/rel="noopener noreferrer nofollow"/);
});
