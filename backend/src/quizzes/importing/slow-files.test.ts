/** Files that are written to hold everybody up: the longest that are taken, of one piece again and again. */
import type { ImportFormat } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { Unreadable } from './imported.ts';
import { readFile } from './read-file.ts';

const SIZE = 1_000_000;
/** Without the limits some of them took minutes; a machine that is busy takes its time for the others, too. */
const MILLISECONDS = 10_000;

const again = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length));
const question = (text: string): string =>
  `<quiz><question type="shortanswer"><name><text>a</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext><answer fraction="100"><text>b</text></answer></question></quiz>`;
const number = (text: string): string =>
  `<quiz><question type="numerical"><questiontext><text>a</text></questiontext><answer fraction="100"><text>${text}</text></answer></question></quiz>`;

const FILES: readonly (readonly [ImportFormat, name: string, file: string])[] = [
  ['gift', 'tags that do not end', `//${again('[tag:\\')}`],
  ['gift', 'a number of a million digits', `::a:: b {#${again('0')}E}`],
  ...[
    '\\',
    '{',
    '}',
    '=',
    '~',
    '~%',
    '#',
    '->',
    '%',
    ' ',
    '\t',
    '::',
    ':',
    '[html]',
    '{=',
    '"',
    '<',
    '&',
    '$',
    '{}',
    '=a',
    '~a#',
    '=%1%a',
    '..',
  ].map((piece) => ['gift', `${piece}…`, `::a:: b {${again(piece)}\n}`] as const),
  ...['{', '{T}', '\n\n', ':: ', '//\n', '$CATEGORY: a\n'].map((piece) => ['gift', `${piece}… outside`, again(piece)] as const),
  ['moodle-xml', 'a file that is never named', question(`<img src="@@PLUGINFILE@@/${again('#')}\n">`)],
  ['moodle-xml', 'a number of a million digits', number(`${again('0')}E`)],
  ...['<', '<p', '<!--', '<img src="@@PLUGINFILE@@/', ' src=', '&amp;', '{', '{1:', '{1:SA:', '[[', ' ', '\n ', '<pre'].map(
    (piece) => ['moodle-xml', `${piece}… in a text`, question(again(piece))] as const,
  ),
  ...['<question ', '<question>', '<!--', '<![CDATA[', '</question>', '<a>', '<a b="', '&a;', '<!DOCTYPE a ['].map(
    (piece) => ['moodle-xml', `${piece}…`, `<quiz>${again(piece)}`] as const,
  ),
  ...['A. a\n', 'ANSWER:', 'ANSWER: A\n', 'A)', ' ', '\n', 'A.', '\t'].map(
    (piece) => ['aiken', `${piece}…`, `a\n${again(piece)}`] as const,
  ),
];

function readOrRefused(format: ImportFormat, file: string): void {
  try {
    readFile(format, file);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
}

test.each(FILES)('%s: %s', (format, _name, file) => {
  const began = performance.now();
  readOrRefused(format, file);
  expect(performance.now() - began).toBeLessThan(MILLISECONDS);
});

test('entities of the file itself are none, and those of XML do not multiply', () => {
  const bomb = `<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`).join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  const { questions } = readFile('moodle-xml', bomb + question('&h;&x;').replace('<![CDATA[', '').replace(']]>', ''));
  expect(JSON.stringify(questions)).toContain('&h;&x;');
});
