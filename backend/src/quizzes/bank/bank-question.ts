import type { BankQuestionEvent, Id, Question, RefusalCode } from '@lyceum/contracts';
import type { Course } from '../../courses/course.ts';
import { barred, mayKnow, type Asker } from '../../courses/staff.ts';
import type { Decider } from '../../deciding/decider.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';

/** A question of a bank in its newest version; versions count from 1. */
export interface Written {
  readonly courseId: Id;
  readonly version: number;
  readonly question: Question;
}

export type BankQuestion = Written | null;

/** `question-ID`: a question of the bank in all its versions. */
export const bankQuestions: Decider<BankQuestion, BankQuestionEvent> = {
  stream: (questionId) => `question-${questionId}`,
  initial: null,
  evolve: (_, { data: { courseId, version, question } }) => ({ courseId, version, question }),
};

/** Why the asker may not write questions of the course's bank, or null where they may. */
export function barredFromQuestion(question: BankQuestion, course: Course, who: Asker): RefusalCode | null {
  if (!question || !mayKnow(course, who)) return 'question-not-found';
  return barred(course, who) ? 'question-not-found' : null;
}

/**
 * The course of a question of the bank, which never changes.
 * @throws Refused where there is no such question.
 */
export async function courseOfQuestion(streams: Streams, questionId: Id): Promise<Id> {
  const kept = (await streams.look(bankQuestions, questionId, Number.POSITIVE_INFINITY)).state;
  const question = kept ?? (await streams.look(bankQuestions, questionId)).state;
  if (!question) throw new Refused({ code: 'question-not-found' });
  return question.courseId;
}
