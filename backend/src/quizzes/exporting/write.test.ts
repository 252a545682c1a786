import type { QuestionDraft } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { writeGift } from './write-gift.ts';
import { writeMoodleXml } from './write-moodle-xml.ts';

const draftOf = (draft: object) => ({ text: 'What?', mark: 1, ...draft }) as QuestionDraft;
const capital = draftOf({
  type: 'single',
  title: 'Capital: which?',
  shuffle: true,
  feedback: 'On the Dnipro.',
  choices: [
    { text: 'Kyiv', fraction: 1, feedback: 'Yes.' },
    { text: '{Lviv}', fraction: 1 / 3 },
    { text: 'Odesa', fraction: 0 },
  ],
});
const gaps = draftOf({ type: 'gaps', text: 'A {2:SA:=b}', mark: 5 });

test('GIFT, as people write it', () =>
  expect(writeGift(['Cities'], [capital]).file).toBe(
    '// Cities\n\n::Capital\\: which?::[markdown]What?{\n\t=Kyiv#Yes.\n\t~%33.33333%\\{Lviv\\}\n\t~Odesa\n####On the Dnipro.}\n',
  ));

test('GIFT says what is not in it, where it would be', () => {
  const number = draftOf({ type: 'numerical', mark: 2, answers: [{ number: 4, tolerance: 0, fraction: 1 }], hints: ['More than 3.'] });
  const order = draftOf({ type: 'ordering', title: 'In order', scoring: 'places', items: ['a', 'b'] });
  const arrow = draftOf({ type: 'shortAnswer', caseSensitive: true, answers: [{ text: 'a->b', fraction: 1 }] });
  const { file, leftOut } = writeGift(['T'], [number, order, gaps, arrow]);
  expect(leftOut).toEqual([
    { place: 1, reasons: ['its mark (2) is left out', 'its hints are left out'] },
    { place: 2, reasons: ['it is not in this file: GIFT has no ordering questions'] },
    { place: 3, reasons: ['it is not in this file: GIFT has no texts with several gaps'] },
    { place: 4, reasons: ['it is not in this file: GIFT takes an answer with -> for a pair'] },
  ]);
  expect(file).toContain('// question 1: its mark (2) is left out; its hints are left out\n[markdown]What?{#\n\t=%100%4:0\n}\n');
  expect(file).toContain('// question 2 (In order): it is not in this file: GIFT has no ordering questions\n');
});

test('Moodle XML holds all of it, and says what Moodle takes otherwise', () => {
  const { file, leftOut } = writeMoodleXml(['Q & A -- <1>'], [capital, gaps]);
  expect(file).toContain('<!-- Q A 1 -->');
  expect(file).toContain('<question type="multichoice">\n<name>\n<text>Capital: which?</text>\n</name>');
  expect(file).toContain('<answer fraction="33.33333" format="markdown">\n<text>{Lviv}</text>\n</answer>');
  expect(file).toContain('<!-- question 2: Moodle gives it the mark of its gaps, 2, instead of 5 -->\n<question type="cloze">');
  expect(leftOut).toMatchObject([{ place: 2 }]);
});
