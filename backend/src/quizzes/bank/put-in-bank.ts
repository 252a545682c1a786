import { isDeepStrictEqual } from 'node:util';
import type { BankPlace, BankQuestionEvent, BankQuestionStands, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { barredFrom, courseOf, quizzes, type QuizQuestion } from '../quiz.ts';
import { bankQuestions, type BankQuestion } from './bank-question.ts';
import { banks } from './bank.ts';
import { filing } from './file-question.ts';

/** The staff of a course put a question of a quiz into its bank, under the same id, so that other quizzes may have it. */
export class PutInBank extends Command<Written<BankQuestionStands>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionId: Id,
    readonly place: BankPlace,
  ) {
    super();
  }
}

export function decide(written: BankQuestion, courseId: Id, { questionId, question }: QuizQuestion): Decision<BankQuestionEvent> {
  if (written) return refuse('already-in-bank');
  return accept({ type: 'quizzes.QuestionWritten.v1', data: { courseId, questionId, version: 1, question } });
}

/** The question, where it lies, and where the quiz has it from: each step may be repeated, and a retry does what is lacking. */
@CommandHandler(PutInBank)
export class PutInBankHandler implements ICommandHandler<PutInBank> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, questionId, place }: PutInBank): Promise<Written<BankQuestionStands>> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const question = quiz.questions.find((one) => one.questionId === questionId);
    if (!question) throw new Refused({ code: 'question-not-found' });
    await this.streams.decide(bankQuestions, questionId, context, (written) => decide(written, courseId, question), { creating: true });
    await this.streams.decide(banks, courseId, furtherStep(context, 'file'), (bank) => filing(bank, courseId, questionId, place));
    const linked = await this.streams.decide(quizzes, quizId, furtherStep(context, 'link'), (now) => {
      const has = now.phase === 'none' ? undefined : now.questions.find((one) => one.questionId === questionId);
      if (!has || has.origin || !isDeepStrictEqual(has.question, question.question)) return nothing();
      const data = { quizId, courseId, questionId, question: has.question, origin: { questionId, version: 1 } };
      return accept({ type: 'quizzes.QuestionEdited.v1', data });
    });
    return answer(linked, { questionId, version: 1 });
  }
}
