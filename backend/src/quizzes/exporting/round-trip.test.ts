import { draftOf, type ImportFormat, type QuestionDraft } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDraft, TYPES } from '../testing/any-draft.ts';
import { readFile } from '../importing/read-file.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { writeGift } from './write-gift.ts';
import { writeMoodleXml } from './write-moodle-xml.ts';

/** As the academy keeps it, so that what says the same is the same; without members that are not there. */
const kept = (draft: QuestionDraft): unknown => JSON.parse(JSON.stringify(draftOf(makeQuestion(draft))));

function again(format: ImportFormat, file: string): unknown[] {
  const { questions, skipped, notes } = readFile(format, Buffer.from(file));
  expect([skipped, notes]).toEqual([[], []]);
  return questions.map(({ draft }) => kept(draft));
}

test.each(TYPES)('Moodle XML holds a question of the type %s, whatever it says', (type) =>
  fc.assert(
    fc.property(fc.array(anyDraft(type), { minLength: 1, maxLength: 3 }), (drafts) => {
      expect(again('moodle-xml', writeMoodleXml(['T --> <quiz>'], drafts).file)).toEqual(drafts.map(kept));
    }),
  ),
);

/** The draft with nothing in it that GIFT has no sign for. */
function withinGift({ hints: _, penalty: __, ...draft }: QuestionDraft): QuestionDraft {
  const plain = { ...draft, mark: 1 } as QuestionDraft;
  switch (plain.type) {
    case 'single':
    case 'multiple':
      return { ...plain, shuffle: true };
    case 'shortAnswer':
      return { ...plain, caseSensitive: false };
    case 'numerical': {
      const { units: _units, unitPenalty: _penalty, ...rest } = plain;
      return rest;
    }
    case 'essay': {
      const { guidance: _guidance, wordLimit: _limit, ...rest } = plain;
      return rest;
    }
    default:
      return plain;
  }
}

/** An arrow parts pairs in GIFT, and there is no other way to write it. */
const arrowless = (draft: QuestionDraft): boolean =>
  draft.type === 'matching'
    ? draft.pairs.every(({ stem }) => !stem.includes('->'))
    : draft.type !== 'shortAnswer' || draft.answers.every(({ text, feedback }) => !`${text}${feedback}`.includes('->'));

test.each(TYPES.filter((type) => type !== 'ordering' && type !== 'gaps'))(
  'GIFT holds a question of the type %s, but for what it has no sign for',
  (type) =>
    fc.assert(
      fc.property(fc.array(anyDraft(type).map(withinGift).filter(arrowless), { minLength: 1, maxLength: 3 }), (drafts) => {
        const { file, leftOut } = writeGift(['T\n::x:: y {T}'], drafts);
        expect(leftOut).toEqual([]);
        expect(again('gift', file)).toEqual(drafts.map(kept));
      }),
    ),
);

test('whatever a file of GIFT leaves out, it says, and the rest is read again', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TYPES).chain(anyDraft), { maxLength: 6 }), (drafts) => {
      const { file, leftOut } = writeGift(['T'], drafts);
      const whole = leftOut.filter(({ reasons }) => reasons.some((reason) => reason.startsWith('it is not in this file'))).length;
      expect(again('gift', file)).toHaveLength(drafts.length - whole);
      expect(file.split('\n').filter((line) => line.startsWith('// question '))).toHaveLength(leftOut.length);
    }),
  ));
