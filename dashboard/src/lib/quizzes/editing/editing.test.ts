import { QuestionDraft, readCloze, type Question } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { newAnswer, newQuestion, QUESTION_TYPES } from './editing.ts';
import { toDraft } from './to-draft.ts';
import { toEditing } from './to-editing.ts';

const drafts: QuestionDraft[] = [
  {
    type: 'single',
    text: 'Q',
    mark: 2,
    shuffle: true,
    choices: [
      { text: 'a', fraction: 1, feedback: 'yes' },
      { text: 'b', fraction: -0.33333 },
    ],
  },
  {
    type: 'multiple',
    text: 'Q',
    mark: 1,
    feedback: 'f',
    shuffle: false,
    choices: [
      { text: 'a', fraction: 0.5 },
      { text: 'b', fraction: 0.5 },
    ],
  },
  { type: 'trueFalse', text: 'Q', mark: 1, correct: false, feedbackTrue: 'no' },
  {
    type: 'shortAnswer',
    text: 'Q',
    mark: 1,
    answers: [
      { text: 'a*', fraction: 1 },
      { text: 'b', fraction: 0.5, feedback: 'half' },
    ],
    caseSensitive: true,
  },
  { type: 'numerical', text: 'Q', mark: 1, answers: [{ number: 0, tolerance: 0.5, fraction: 1 }], feedbackOther: 'look again' },
  {
    type: 'numerical',
    title: 'Length',
    text: 'Q',
    mark: 1,
    hints: ['Think of metres', 'Less than ten'],
    penalty: 0.33333,
    answers: [{ number: 3.5, tolerance: 0, fraction: 1 }],
    units: [
      { unit: 'm', multiplier: 1 },
      { unit: 'cm', multiplier: 0.01 },
    ],
    unitPenalty: 0,
  },
  {
    type: 'matching',
    text: 'Q',
    mark: 3,
    pairs: [
      { stem: 'a', option: '1' },
      { stem: 'b', option: '2' },
      { stem: '', option: '3' },
    ],
  },
  { type: 'ordering', text: 'Q', mark: 1, items: ['first', 'second'], scoring: 'neighbours' },
  { type: 'gaps', text: 'Kyiv lies on the {1:SHORTANSWER:=Dnipro~%50%Dnieper#Formerly} {2:NUMERICAL:=3:0.1}.', mark: 3 },
  { type: 'essay', text: 'Why?', mark: 5, guidance: 'Two reasons', wordLimit: 200 },
];

/** As the academy keeps it: with ids. */
const kept = (draft: QuestionDraft): Question => {
  if (draft.type === 'single' || draft.type === 'multiple')
    return { ...draft, choices: draft.choices.map((choice, at) => ({ ...choice, id: `c${at}` })) } as Question;
  if (draft.type === 'ordering') return { ...draft, items: draft.items.map((text, at) => ({ id: `i${at}`, text })) };
  if (draft.type === 'gaps') return { ...draft, ...readCloze(draft.text) };
  if (draft.type !== 'matching') return draft;
  const { pairs, ...rest } = draft;
  const options = pairs.map(({ option }, at) => ({ id: `o${at}`, text: option }));
  const stems = pairs.flatMap(({ stem }, at) => (stem === '' ? [] : [{ id: `s${at}`, text: stem, option: `o${at}` }]));
  return { ...rest, stems, options };
};

describe('a question through the form', () => {
  test.each(drafts.map((draft) => [draft.type, draft] as const))('%s comes out as it went in', (_, draft) => {
    expect(QuestionDraft.parse(draft)).toEqual(draft);
    expect(toDraft(toEditing(kept(draft)))).toEqual(draft);
  });
});

test('what was left empty is left out, and the rest is a draft that the API takes', () => {
  const edited = newQuestion('single');
  edited.text = 'Which?';
  edited.choices = [{ ...newAnswer(100), text: 'this' }, { ...newAnswer(0), text: 'that' }, newAnswer(0)];
  expect(QuestionDraft.safeParse(toDraft(edited)).success).toBe(true);
});

test('units that were taken away take their penalty with them', () => {
  const edited = { ...newQuestion('numerical'), text: 'Q', units: [{ unit: ' ', multiplier: 1 }], unitPenalty: 10 };
  expect(toDraft(edited)).not.toHaveProperty('unitPenalty');
});

test.each(QUESTION_TYPES)('an untouched %s is refused by the schema, not broken', (type) => {
  expect(QuestionDraft.safeParse(toDraft(newQuestion(type))).success).toBe(false);
});
