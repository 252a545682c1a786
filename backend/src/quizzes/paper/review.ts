import type { Answers, Paper, ReviewItem, Score } from '@lyceum/contracts';
import { said } from '../grading/by-type.ts';
import { answered, judge } from '../grading/grade.ts';
import { rightAnswer } from './right-answer.ts';

const standing = (mark: number, maxMark: number): ReviewItem['correct'] => (mark <= 0 ? 'wrong' : mark < maxMark ? 'partly' : 'right');

/** What a student sees of a graded attempt: marks as they were given, the right answers, and the author's words. */
export const review = (paper: Paper, answers: Answers, score: Score): ReviewItem[] =>
  paper.slots.map(({ slot, question, mark: maxMark }) => {
    const mark = score.marks.find((one) => one.slot === slot)?.mark ?? 0;
    const answer = answers[slot];
    return {
      slot,
      mark,
      maxMark,
      correct: answered(question, answer) ? standing(mark, maxMark) : 'unanswered',
      rightAnswer: rightAnswer(question),
      feedback: [...judge(question, answer).feedback, ...said(question.feedback)],
    };
  });
