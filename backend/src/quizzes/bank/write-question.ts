import { isDeepStrictEqual } from 'node:util';
import type { BankPlace, BankQuestionEvent, BankQuestionStands, Id, Question, QuestionDraft } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { createdId, furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { bankQuestions, type BankQuestion } from './bank-question.ts';
import { banks } from './bank.ts';
import { filing } from './file-question.ts';

/** The staff of a course write a question into its bank. */
export class WriteQuestion extends Command<Written<BankQuestionStands>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly draft: QuestionDraft,
    readonly place: BankPlace,
  ) {
    super();
  }
}

/** The first version of a question, or the next where it says something new. */
export function decide(
  written: BankQuestion,
  course: Course,
  who: Asker,
  { courseId, questionId, question }: { courseId: Id; questionId: Id; question: Question },
): Decision<BankQuestionEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  if (written && isDeepStrictEqual(written.question, question)) return nothing();
  const version = (written?.version ?? 0) + 1;
  return accept({ type: 'quizzes.QuestionWritten.v1', data: { courseId, questionId, version, question } });
}

/**
 * First the question, then where it lies: should the process end between the two, a retry of the request does the second, and without one
 * nobody has been told of the question.
 */
@CommandHandler(WriteQuestion)
export class WriteQuestionHandler implements ICommandHandler<WriteQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, draft, place }: WriteQuestion): Promise<Written<BankQuestionStands>> {
    const { state: bank } = await this.streams.look(banks, courseId, 1000);
    if (place.categoryId !== null && !bank.categories[place.categoryId]) {
      const { state: fresh } = await this.streams.look(banks, courseId);
      if (!fresh.categories[place.categoryId]) throw new Refused({ code: 'category-not-found' });
    }
    const questionId = createdId(context, 'question');
    const one = { courseId, questionId, question: makeQuestion(draft) };
    await this.streams.decide(bankQuestions, questionId, context, (written, course: Course) => decide(written, course, who, one), {
      creating: true,
      seeing: (see) => see(courses, courseId),
    });
    const filed = await this.streams.decide(banks, courseId, furtherStep(context, 'file'), (state) =>
      filing(state, courseId, questionId, place),
    );
    return answer(filed, { questionId, version: 1 });
  }
}
