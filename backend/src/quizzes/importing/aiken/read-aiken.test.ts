import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAiken } from './read-aiken.ts';

const RIVER = 'Which river runs through Kyiv?\nA) Dnipro\nB. Dnister\nC)Bug\n\nANSWER: A\n';

test('a question, its choices and which of them is right', () =>
  expect(readAiken(RIVER)).toMatchObject({
    skipped: [],
    questions: [
      {
        line: 1,
        draft: {
          type: 'single',
          text: 'Which river runs through Kyiv?',
          shuffle: false,
          choices: [
            { text: 'Dnipro', fraction: 1 },
            { text: 'Dnister', fraction: 0 },
            { text: 'Bug', fraction: 0 },
          ],
        },
      },
    ],
  }));

test('signs are text', () =>
  expect(readAiken('Is <b> & so?\r\nA) <i>\r\nB) a & b\r\nANSWER: B').questions[0]?.draft).toMatchObject({
    text: 'Is &lt;b> &amp; so?',
    choices: [{ text: '&lt;i>' }, { text: 'a &amp; b', fraction: 1 }],
  }));

test('what is broken is told by its line, and the others come in', () => {
  const { questions, skipped } = readAiken(
    `Too few\nA) Only\nANSWER: A\n\nA) Not begun\n\nANSWER: A\n\n${RIVER}\nNever ends\nA) a\nB) b\n\nNo such\nA) a\nB) b\nANSWER: C\nThe last\nA) a`,
  );
  expect(questions.map(({ line }) => line)).toEqual([9]);
  expect(skipped).toEqual([
    { line: 1, reason: 'its choices: at least 2 are needed' },
    { line: 5, reason: 'there is no question before this line' },
    { line: 7, reason: 'there is no question before this line' },
    { line: 16, reason: 'it has no line ANSWER: before the next question' },
    { line: 20, reason: 'its answer is C, and there is no such choice' },
    { line: 24, reason: 'it has no line ANSWER: before the next question' },
  ]);
});

test.each(['', '\n\n', '\ufeff'])('nothing in %j', (file) => expect(readAiken(file)).toMatchObject({ questions: [], skipped: [] }));

test('more questions than anybody writes are told in one line', () => {
  expect(readAiken('a\n'.repeat(10_001)).skipped).toEqual([{ line: 1, reason: 'there are more than 10000 questions in this file' }]);
  expect(readAiken('A) a\n'.repeat(1000)).skipped).toHaveLength(1);
});

test('nothing breaks it', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A)', 'B.', 'ANSWER:', ' ', '\n', '\r', 'x', 'A') }), (file) => {
      const { questions, skipped } = readAiken(file);
      expect(questions.length + skipped.length).toBeLessThanOrEqual(file.split(/\r|\n/).length);
    }),
  ));

const SAMPLE = '../shared/data/moodle/questions.aiken.txt';
test.skipIf(!existsSync(SAMPLE))(`a file of Moodle's own (${SAMPLE})`, () => {
  const { questions, skipped } = readAiken(readFileSync(SAMPLE, 'utf8'));
  expect(questions).toHaveLength(2);
  expect(skipped).toEqual([]);
});
