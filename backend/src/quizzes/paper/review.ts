import type { Paper, ReviewItem, ReviewOptions, Score } from '@lyceum/contracts';
import type { Given } from '../grading/by-behaviour.ts';
import type { HandMarks } from '../grading/by-hand.ts';
import { said } from '../grading/by-type.ts';
import { answered, judge } from '../grading/grade.ts';
import { rightAnswer } from './right-answer.ts';

const standing = (mark: number, maxMark: number): ReviewItem['correct'] => (mark <= 0 ? 'wrong' : mark < maxMark ? 'partly' : 'right');

/** What attempts are worth, and what people gave of it. */
interface Result {
  readonly score: Score;
  readonly hands: HandMarks;
  readonly given: Given;
}

/**
 * What a reader sees of a graded attempt, each where it is shown: marks as they were given, the right answers, and the words of the author
 * and of who marked it.
 */
export const review = (paper: Paper, { score, hands, given }: Result, shown: ReviewOptions): ReviewItem[] =>
  paper.slots.map(({ slot, question, mark: maxMark }) => {
    const { mark, pending } = score.marks.find((one) => one.slot === slot) ?? { mark: 0, pending: false };
    const answer = given.answers[slot];
    // What tries and certainty make of the mark does not make a right answer less right.
    const byMark = given.behaviour === 'deferred' || hands[slot] !== undefined || pending;
    const [worth, whole] = byMark ? [mark, maxMark] : [judge(question, answer).fraction, 1];
    return {
      slot,
      mark: shown.marks ? mark : null,
      maxMark,
      correct: !shown.correctness ? null : answered(question, answer) ? standing(worth, whole) : 'unanswered',
      rightAnswer: shown.rightAnswers ? rightAnswer(question) : null,
      feedback: shown.feedback ? [...judge(question, answer).feedback, ...said(question.feedback)] : [],
      pending,
      comment: shown.feedback ? (hands[slot]?.comment ?? null) : null,
    };
  });
