import type { Answer, PaperQuestion } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { renderMarkdown } from '#lib/markdown/render.ts';
import { filledGaps } from './filled-gaps.ts';
import { answerInWords, gapInWords } from './words.ts';

const question = (type: PaperQuestion['type'], parts: Partial<PaperQuestion> = {}): PaperQuestion => ({
  slot: 1,
  type,
  text: 'Q',
  mark: 1,
  ...parts,
});
const items = [
  { id: 'i1', text: 'sow' },
  { id: 'i2', text: 'reap' },
];
const gaps: NonNullable<PaperQuestion['gaps']> = [
  { id: 'g1', type: 'shortAnswer' },
  { id: 'g2', type: 'multiple', display: 'row', choices: items },
];

test.each<[PaperQuestion, Answer | undefined, string[]]>([
  [question('ordering', { items }), { order: ['i2', 'i1'] }, ['1. reap', '2. sow']],
  [question('numerical', { units: ['m'] }), { number: 3.5, unit: 'm' }, ['3.5 m']],
  [question('numerical'), {}, []],
  [question('gaps', { gaps }), { gaps: { g2: { choices: ['i1', 'i2'] } } }, ['—', 'sow; reap']],
  [question('essay'), { text: 'One *two*\n\nthree' }, ['One \\*two\\*', 'three']],
  [question('ordering', { items }), undefined, []],
])('%j', (asked, answer, words) => expect(answerInWords(asked, answer)).toEqual(words));

test('what was typed into a gap stands in the text as its letters', () => {
  const html = renderMarkdown(
    'a {{g1}}.',
    filledGaps(() => gapInWords(gaps[0]!, { text: '<img src=x> *b*' })),
  );
  expect(html).toContain('</span>&lt;img src=x&gt; *b*</span>');
});
