import { type Id, type Question, type RegradeDifference, keysAfter } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { Streams } from '../../deciding/streams.ts';
import { gradedAttempts, type Graded } from '../attempts/graded-attempt.ts';
import type { Existing } from '../quiz.ts';
import { AttemptsOfQuiz } from './attempts-of-quiz.ts';
import { regraded } from './regrade-attempt.ts';

/** What a correction would make of the attempts, from what is recorded of them: nothing is changed. */
export interface Difference extends Omit<RegradeDifference, 'name'> {}

const AT_ONCE = 16;

@Injectable()
export class WhatIf {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly attempts: AttemptsOfQuiz,
  ) {}

  /** How many graded attempts there are, and which of them would have another score. */
  async of(quiz: Existing, questionId: Id, question: Question): Promise<{ attempts: number; differences: Difference[] }> {
    const { quizId, courseId } = quiz;
    const data = { quizId, courseId, questionId, regradeId: quizId, question };
    const current = (id: Id) => quiz.questions.find((one) => one.questionId === id)?.question;
    const keys = keysAfter(quiz.keys, { type: 'quizzes.QuestionCorrected.v1', data }, current, (one) => one);
    let attempts = 0;
    const differences: Difference[] = [];
    await this.attempts.each(quizId, AT_ONCE, async (attemptId) => {
      const { state: attempt } = await this.streams.look(gradedAttempts, attemptId);
      if (attempt.phase !== 'graded') return;
      attempts++;
      const after = regraded(attempt, keys, questionId);
      if (after.score !== attempt.score.score || after.maxScore !== attempt.score.maxScore)
        differences.push({
          attemptId,
          personId: attempt.studentId,
          before: attempt.score.score,
          after: after.score,
          maxScore: after.maxScore,
        });
    });
    return { attempts, differences };
  }

  /** The question as the first attempt found was asked it: one that was drawn, or that the quiz does not ask any more. */
  async asked(quizId: Id, questionId: Id): Promise<Question | undefined> {
    let found: Question | undefined;
    await this.attempts.each(quizId, AT_ONCE, async (attemptId) => {
      if (found) return;
      const { state: attempt } = await this.streams.look(gradedAttempts, attemptId);
      found ??= attempt.phase === 'graded' ? slotOf(attempt, questionId)?.question : undefined;
    });
    return found;
  }

  /** The differences with the names of those whom they concern. */
  async named(differences: readonly Difference[]): Promise<RegradeDifference[]> {
    const names = await this.models.people.names(differences.map(({ personId }) => personId));
    return differences.map((one) => ({ ...one, name: names.get(one.personId) ?? null }));
  }
}

const slotOf = ({ paper }: Graded, questionId: Id) => paper.slots.find((slot) => slot.questionId === questionId);
