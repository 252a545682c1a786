import type { Answers, Paper, ReviewItem, Score } from '@lyceum/contracts';
import type { HandMarks } from '../grading/by-hand.ts';
import { said } from '../grading/by-type.ts';
import { answered, judge } from '../grading/grade.ts';
import { rightAnswer } from './right-answer.ts';

const standing = (mark: number, maxMark: number): ReviewItem['correct'] => (mark <= 0 ? 'wrong' : mark < maxMark ? 'partly' : 'right');

/** What there is to see of a graded attempt: marks as they were given, the right answers, and the words of the author and of who marked it. */
export const review = (paper: Paper, answers: Answers, score: Score, hands: HandMarks): ReviewItem[] =>
  paper.slots.map(({ slot, question, mark: maxMark }) => {
    const { mark, pending } = score.marks.find((one) => one.slot === slot) ?? { mark: 0, pending: false };
    const answer = answers[slot];
    return {
      slot,
      mark,
      maxMark,
      correct: answered(question, answer) ? standing(mark, maxMark) : 'unanswered',
      rightAnswer: rightAnswer(question),
      feedback: [...judge(question, answer).feedback, ...said(question.feedback)],
      pending,
      comment: hands[slot]?.comment ?? null,
    };
  });
