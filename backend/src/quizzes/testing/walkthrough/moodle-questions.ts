import type { QuestionDraft } from '@lyceum/contracts';

const common = { mark: 1 };
const hints = ['Hint 1', 'Hint 2'];

/** The sums of the ten variants of Moodle's `sumwithvariants`. */
const SUMS = [9.9, 8.5, 3.3, 19.4, 14.2, 9.4, 9.1, 5.7, 7.1, 6.8];

const sum = (variant: number): QuestionDraft => {
  const number = SUMS[variant - 1] ?? Number.NaN;
  return { type: 'numerical', text: 'a + b?', ...common, answers: [{ number, tolerance: 0.01 * number, fraction: 1 }] };
};

/** The questions that Moodle's own tests are about (question/type/…/tests/helper.php), written as the academy's. */
const DRAFTS: Readonly<Record<string, QuestionDraft>> = {
  shortanswer: {
    type: 'shortAnswer',
    text: 'Name an amphibian: __________',
    ...common,
    caseSensitive: false,
    answers: [
      { text: 'frog', fraction: 1 },
      { text: 'toad', fraction: 0.8 },
      { text: '*', fraction: 0 },
    ],
  },
  numerical: {
    type: 'numerical',
    text: 'What is pi to two d.p.?',
    ...common,
    answers: [
      { number: 3.14, tolerance: 0, fraction: 1 },
      { number: 3142 / 1000, tolerance: 0, fraction: 0 },
      { number: 3.1, tolerance: 0, fraction: 0 },
      { number: 3, tolerance: 0, fraction: 0 },
    ],
  },
  match: {
    type: 'matching',
    text: 'Classify the animals.',
    ...common,
    pairs: [
      { stem: 'frog', option: 'amphibian' },
      { stem: 'cat', option: 'mammal' },
      { stem: 'newt', option: 'amphibian' },
      { stem: '', option: 'insect' },
    ],
  },
  truefalse: { type: 'trueFalse', text: 'The answer is true.', ...common, correct: true },
  'multichoice two_of_four': {
    type: 'multiple',
    text: 'Which are the odd numbers?',
    ...common,
    hints,
    shuffle: true,
    choices: [
      { text: 'One', fraction: 0.5 },
      { text: 'Two', fraction: 0 },
      { text: 'Three', fraction: 0.5 },
      { text: 'Four', fraction: 0 },
    ],
  },
  'multichoice one_of_four': {
    type: 'single',
    text: 'Which is the oddest number?',
    ...common,
    shuffle: true,
    choices: [
      { text: 'One', fraction: 1 },
      { text: 'Two', fraction: 0 },
      { text: 'Three', fraction: 0 },
      { text: 'Four', fraction: 0 },
    ],
  },
  multianswer: {
    type: 'gaps',
    ...common,
    hints,
    text:
      'Complete this opening line of verse: "The {1:SHORTANSWER:Dog~=Owl~*} and the ' +
      '{1:MULTICHOICE:Bow-wow~Wiggly worm~=Pussy-cat} went to sea".',
  },
};

/** The question of a row of `questionsNN.csv`; those that are calculated have variants. */
export function moodleQuestion(type: string, which: string, variant: number): QuestionDraft {
  if (type === 'calculatedsimple' && which === 'sumwithvariants') return sum(variant);
  const draft = DRAFTS[`${type} ${which}`.trim()] ?? DRAFTS[type];
  if (!draft) throw new Error(`Moodle's ${type} ${which} is not written here yet`);
  return draft;
}
