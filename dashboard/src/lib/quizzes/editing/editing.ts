import type { QuestionType } from '@lyceum/contracts';

/** A number field while it is typed: empty is null or ''. */
export type Typed = number | string | null;
export interface EditedAnswer {
  text: string;
  number: Typed;
  tolerance: Typed;
  /** Worth in percent of the mark. */
  percent: Typed;
  feedback: string;
}
export interface EditedPair {
  stem: string;
  option: string;
}
export interface EditedUnit {
  unit: string;
  multiplier: Typed;
}
/** A line of a list that is written one by one: an object, so that it keeps its field while it moves. */
export interface EditedLine {
  text: string;
}

/** A question on its way through the form: every type's parts at once, so that changing the type loses nothing typed. */
export interface Editing {
  type: QuestionType;
  title: string;
  text: string;
  mark: Typed;
  feedback: string;
  hints: EditedLine[];
  /** What a wrong try costs, in percent of the mark; empty for the usual third. */
  penalty: Typed;
  shuffle: boolean;
  choices: EditedAnswer[];
  correct: boolean;
  feedbackTrue: string;
  feedbackFalse: string;
  answers: EditedAnswer[];
  caseSensitive: boolean;
  units: EditedUnit[];
  /** What a missing or unknown unit costs, in percent of the mark; empty where no unit is asked for. */
  unitPenalty: Typed;
  feedbackOther: string;
  pairs: EditedPair[];
  items: EditedLine[];
  scoring: 'whole' | 'places' | 'neighbours';
  guidance: string;
  wordLimit: Typed;
}

export const QUESTION_TYPES = [
  'single',
  'multiple',
  'trueFalse',
  'shortAnswer',
  'numerical',
  'matching',
  'ordering',
  'gaps',
  'essay',
] as const satisfies readonly QuestionType[];

export const newAnswer = (percent: Typed): EditedAnswer => ({ text: '', number: '', tolerance: 0, percent, feedback: '' });

export const newQuestion = (type: QuestionType): Editing => ({
  type,
  title: '',
  text: '',
  mark: 1,
  feedback: '',
  hints: [],
  penalty: '',
  shuffle: false,
  choices: [newAnswer(100), newAnswer(0), newAnswer(0)],
  correct: true,
  feedbackTrue: '',
  feedbackFalse: '',
  answers: [newAnswer(100)],
  caseSensitive: false,
  units: [],
  unitPenalty: '',
  feedbackOther: '',
  pairs: [
    { stem: '', option: '' },
    { stem: '', option: '' },
    { stem: '', option: '' },
  ],
  items: [{ text: '' }, { text: '' }, { text: '' }],
  scoring: 'places',
  guidance: '',
  wordLimit: '',
});
