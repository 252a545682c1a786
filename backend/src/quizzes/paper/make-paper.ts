import type { Id, Paper, Question } from '@lyceum/contracts';
import { randomFrom, shuffled } from './shuffle.ts';

interface Asked {
  readonly title: string;
  readonly questions: readonly { readonly questionId: Id; readonly question: Question }[];
}

/** The question as this attempt is asked it: what is shuffled is shuffled by the seed, and anybody can do it again. */
function arranged(question: Question, seed: string): Question {
  if (question.type === 'ordering') return { ...question, shown: shuffled(question.items, randomFrom(seed)).map(({ id }) => id) };
  if (question.type === 'matching') return { ...question, options: shuffled(question.options, randomFrom(seed)) };
  if ((question.type === 'single' || question.type === 'multiple') && question.shuffle)
    return { ...question, choices: shuffled(question.choices, randomFrom(seed)) } as Question;
  return question;
}

/** The paper of one attempt: slots in the order of the questions, from 1. */
export const makePaper = ({ title, questions }: Asked, attemptId: Id): Paper => ({
  title,
  slots: questions.map(({ questionId, question }, index) => ({
    slot: index + 1,
    questionId,
    mark: question.mark,
    question: arranged(question, `${attemptId}:${questionId}`),
  })),
});
