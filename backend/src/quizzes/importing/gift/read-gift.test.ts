import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGift } from './read-gift.ts';

const one = (source: string) => {
  const { questions, skipped } = readGift(source);
  expect(skipped).toEqual([]);
  expect(questions).toHaveLength(1);
  return questions[0]?.draft;
};
const reason = (source: string) => readGift(source).skipped[0]?.reason;

describe('each kind of question', () => {
  test('one right choice, with feedback', () =>
    expect(one('::Capital:: The capital is {=Kyiv#Yes ~Lviv ~[plain]<b>Odesa</b>#No}')).toMatchObject({
      type: 'single',
      text: 'The capital is',
      shuffle: true,
      choices: [
        { text: 'Kyiv', fraction: 1, feedback: 'Yes' },
        { text: 'Lviv', fraction: 0 },
        { text: '&lt;b>Odesa&lt;/b>', fraction: 0, feedback: 'No' },
      ],
    }));
  test('several choices with shares of the mark', () =>
    expect(one('Which? {~%33.33333%a ~%33.3%b ~%33.333%c ~%-100%d}')).toMatchObject({
      type: 'multiple',
      choices: [{ fraction: 1 / 3 }, { fraction: 1 / 3 }, { fraction: 1 / 3 }, { fraction: -1 }],
    }));
  test('true or false, with what is said to the wrong and to the right', () => {
    expect(one('Sky? {FALSE#said to wrong#said to right####in general}')).toMatchObject({
      type: 'trueFalse',
      correct: false,
      feedbackTrue: 'said to wrong',
      feedbackFalse: 'said to right',
      feedback: 'in general',
    });
    expect(one('Sky? {T}')).toMatchObject({ type: 'trueFalse', correct: true });
  });
  test('a short answer', () =>
    expect(one(String.raw`2\=2? {=yes =%50%ye* =%0%*#no}`)).toMatchObject({
      type: 'shortAnswer',
      text: '2=2?',
      answers: [
        { text: 'yes', fraction: 1 },
        { text: 'ye*', fraction: 0.5 },
        { text: '*', fraction: 0, feedback: 'no' },
      ],
    }));
  test('one short answer without its sign', () => expect(one('Who? {Aristotle}')).toMatchObject({ answers: [{ text: 'Aristotle' }] }));
  test.each([
    ['{#4}', [{ number: 4, tolerance: 0, fraction: 1 }]],
    ['{#2.5:.0005}', [{ number: 2.5, tolerance: 0.0005, fraction: 1 }]],
    ['{#1.241..1.242}', [{ number: 1.2415, tolerance: 0.0005, fraction: 1 }]],
    ['{#-1e3..-500}', [{ number: -750, tolerance: 250, fraction: 1 }]],
    [
      '{#=1822:0#great =%50%1822:2}',
      [
        { number: 1822, tolerance: 0, fraction: 1, feedback: 'great' },
        { number: 1822, tolerance: 2, fraction: 0.5 },
      ],
    ],
  ])('a number %s', (answers, expected) => expect(one(`When? ${answers}`)).toMatchObject({ type: 'numerical', answers: expected }));
  test('the word for any other number', () => expect(one('When? {#3:2~#Not at all}')).toMatchObject({ feedbackOther: 'Not at all' }));
  test('pairs and a distractor', () =>
    expect(one('Match {=cat -> cat food =dog -> dog food = -> hay}')).toMatchObject({
      type: 'matching',
      pairs: [{ stem: 'cat' }, { stem: 'dog', option: 'dog food' }, { stem: '', option: 'hay' }],
    }));
  test('a text that a person marks', () => {
    expect(one('::Q8:: How are you? {}')).toMatchObject({ type: 'essay', title: 'Q8', text: 'How are you?' });
    expect(one('Why? { ####Think.}')).toMatchObject({ type: 'essay', feedback: 'Think.' });
  });
  test('items in their order, as Moodle writes them', () => {
    expect(one('Order.{>2     none\nfirst\nsecond\n[plain]<third>\n}')).toMatchObject({
      type: 'ordering',
      scoring: 'places',
      items: ['first', 'second', '&lt;third>'],
    });
    expect(one('Order.{>0 ALL VERTICAL ALL_OR_NOTHING SHOW none\na\nb}')).toMatchObject({ scoring: 'whole' });
  });
  test('a missing word', () => expect(one('Kyiv is {=in ~under} Ukraine.')).toMatchObject({ text: 'Kyiv is _____ Ukraine.' }));
});

describe('texts', () => {
  test('signs count only within the answers', () =>
    expect(one('At 10:30, is C# = C~? See https://a.example/?b=c {T}')).toMatchObject({
      text: 'At 10:30, is C# = C~? See https://a.example/?b=c',
    }));
  test('escaped signs are text', () =>
    expect(one(String.raw`::A\:\:B:: \{x\} \# {=\=1 ~\~2\\ ~a\nb}`)).toMatchObject({
      text: '{x} #',
      choices: [{ text: '=1' }, { text: String.raw`~2\ `.trim() }, { text: 'a\nb' }],
    }));
  test('format marks are read and removed', () => {
    expect(one('[markdown]**Bold**? {T}')).toMatchObject({ text: '**Bold**?' });
    expect(one('::T::[html]<p>Bold?</p> {T#[html]<i>no</i>}')).toMatchObject({ text: '<p>Bold?</p>', feedbackFalse: '<i>no</i>' });
  });
  test('a question that is only a name is asked by it', () => expect(one('::Is it?:: {T}')).toMatchObject({ text: 'Is it?' }));
});

describe('what does not come in', () => {
  test.each([
    ['Never ends {=a ~b', /never end/],
    ['a } before', /before any/],
    ['just words', /no answers in braces/],
    ['Order {>2 ALL}', /its items/],
    ['One? {~only}', /at least 2/],
    ['None right? {~a ~b}', /worth something/],
    ['Half? {=%50%a ~b}', /full mark/],
    ['Number? {#3,14}', /decimal point/],
    ['Number? {#four}', /not a number/],
    ['Match {=a -> b =c}', /no ->/],
    ['Too much {=a ~%150%b}', /its choices/],
  ])('%s', (source, why) => expect(reason(source)).toMatch(why));
  test('is told by its line, and the others come in', () => {
    const file = '\ufeff// a comment\r\n\r\n::A:: x {T}\r\n\r\n// about B\r\n::B:: y {=a\r\n~b\r\n\r\n$CATEGORY: c\r\n\r\n::C:: z {F}\r\n';
    const { questions, skipped } = readGift(file);
    expect(questions.map(({ line }) => line)).toEqual([3, 11]);
    expect(skipped).toMatchObject([{ line: 6 }]);
  });
});

test('what the file says of where questions lie', () => {
  const file =
    '::A:: x {T}\n\n$CATEGORY: $course$/top/Iota/Mu\n\n// question: 2 [id:b] [tag:Easy] [tag:a\\]b]\n::B:: y {T}\n\n::C:: z {F}\n\n$CATEGORY: $course$/top\n::D:: w {F}';
  expect(readGift(file).questions.map(({ line, category, tags }) => [line, category, tags])).toEqual([
    [1, null, []],
    [6, 'Iota/Mu', ['Easy', 'a]b']],
    [8, 'Iota/Mu', []],
    [11, null, []],
  ]);
});

test.each(['', '\n\n', '// only\n// comments', '$CATEGORY: none'])('nothing in %j', (file) =>
  expect(readGift(file)).toMatchObject({ questions: [], skipped: [] }),
);

test('five thousand questions come in', () => {
  const file = Array.from({ length: 5000 }, (_, i) => `::Q${i}:: Pick ${i} {=right ~wrong}`).join('\n\n');
  expect(readGift(file).questions).toHaveLength(5000);
});

test('more questions or answers than anybody writes are told in one line, without reading them', () => {
  expect(readGift('a\n\n'.repeat(10_001))).toMatchObject({
    questions: [],
    skipped: [{ line: 1, reason: 'there are more than 10000 questions in this file' }],
    notes: [],
  });
  for (const sign of ['~', '=a~', '=']) expect(reason(`x {${sign.repeat(1000)}}`)).toBe('it has more than 200 answers');
});

test('nothing breaks it or keeps it busy', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '=', '~', '#', '%', '5', ':', '\\', '->', '\n', ' ', '[html]', 'T') }),
      (file) => {
        const { questions, skipped } = readGift(file);
        expect(questions.length + skipped.length).toBeLessThanOrEqual(file.split('\n').length);
      },
    ),
  );
  for (const sign of ['{', '}', '=', '~', '%', '%5', '=%', '\\', '#', '->', '::', ' \n']) readGift(`x {=a ${sign.repeat(200_000)}}`);
});

const SAMPLE = '../shared/data/moodle/questions.gift.txt';
test.skipIf(!existsSync(SAMPLE))(`a file of Moodle's own (${SAMPLE})`, () => {
  const { questions, skipped } = readGift(readFileSync(SAMPLE, 'utf8'));
  expect(questions.map(({ draft }) => draft.type)).toEqual([
    'essay',
    'matching',
    'single',
    'multiple',
    'numerical',
    'shortAnswer',
    'trueFalse',
    'trueFalse',
    'trueFalse',
  ]);
  expect(questions[1]?.draft.title).toBe('Moodle activities');
  expect(skipped).toEqual([]);
});
