import { expect, test } from 'vitest';
import { plainText, renderInline, renderMarkdown } from './render.ts';

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

test('pictures are the academy’s own, come over TLS or lie in the text', () => {
  const shown = (source: string) => renderMarkdown(`![a](${source})`).includes('<img');
  expect(['/api/images/3f2a-1', 'https://example.org/a.png', 'data:image/png;base64,AAAA'].map(shown)).toEqual([true, true, true]);
  expect(['/api/people', '/api/images/../people', '//example.org/a.png', 'http://example.org/a.png', 'a.png'].map(shown)).toEqual(
    Array(5).fill(false),
  );
});

test.each([
  ['$x^2$', 'inline'],
  [String.raw`\(x\)`, 'inline'],
  ['$$\n\\frac{a}{b}\n$$', 'display'],
  [String.raw`<p>so \[a_1 < b\]</p>`, 'display'],
  ['- a $a_1 + b_2$ b', 'inline'],
  ['| a |\n|---|\n| $|x|$ |', 'inline'],
])('%s is a formula', (text, kind) => {
  const html = renderMarkdown(text);
  expect(html).toContain(`<span data-tex="${kind}"><span class="katex"><math`);
  expect(html).not.toMatch(/\sstyle=|<em>/);
});

test.each([
  'from $5 to $6',
  'it costs 5$ or 6$ today',
  '`$x$`',
  '```\n$x$\n```',
  '<code>$x$</code>',
  String.raw`\$x$`,
  '$ x $',
  '$a\n\nb$',
  '${{g1}}$',
])('%j is no formula', (text) => expect(renderMarkdown(text)).not.toContain('data-tex'));

test('a formula that cannot be read shows how it is written', () => {
  expect(renderMarkdown(String.raw`a $\frac{<b>x$ b`)).toMatch(/cannot be shown.*<code>\\frac\{&lt;b&gt;x<\/code>/);
  expect(renderMarkdown(String.raw`$\href{javascript:alert(1)}{x}$ $\htmlStyle{color:red}{x}$`)).not.toMatch(/href=|style=/);
});

test('within an attribute a formula or a gap stays the letters that it was', () => {
  const html = renderMarkdown('![$x$ <b> {{g1}}](https://example.org/a.png)', () => '<input>');
  expect(html).toContain('alt="$x$');
  expect(html).not.toMatch(/<input|data-tex/);
});

test('what stands at a gap comes in after the sanitiser', () => {
  expect(renderMarkdown('**{{g1}}** and <u>{{g12}}</u>', (id) => `<i data-gap="${id}"></i>`)).toBe(
    '<p><strong><i data-gap="g1"></i></strong> and <u><i data-gap="g12"></i></u></p>\n',
  );
  expect(renderMarkdown('{{g1}} <span data-gap="g2" data-tex="inline">x</span>')).toBe('<p>{{g1}} <span>x</span></p>\n');
});

test('where only words can stand there is no markup', () => {
  expect(plainText('**a** &lt; <i>b</i> ![the *map*](https://example.org/a.png) $x<1$')).toBe('a < b the map $x<1$');
});
