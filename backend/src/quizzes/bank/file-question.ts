import { isDeepStrictEqual } from 'node:util';
import type { BankEvent, BankPlace, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { bankQuestions, barredFromQuestion, courseOfQuestion, type BankQuestion } from './bank-question.ts';
import { banks, filed, type Bank } from './bank.ts';

/** The staff of a course put a question of its bank somewhere else, take it out, or bring it back. */
export class FileQuestion extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly questionId: Id,
    readonly to: BankPlace | 'retired' | 'restored',
  ) {
    super();
  }
}

/** What filing looks at besides the bank. */
interface Around {
  readonly course: Course;
  readonly question: BankQuestion;
}

/** Where a question is put: the facts of it, or nothing where it lies there. */
export function filing(bank: Bank, courseId: Id, questionId: Id, { categoryId, tags }: BankPlace): Decision<BankEvent> {
  if (categoryId !== null && !bank.categories[categoryId]) return refuse('category-not-found');
  const before = filed(bank, questionId);
  if (before && before.categoryId === categoryId && isDeepStrictEqual(before.tags, tags)) return nothing();
  return accept({ type: 'quizzes.QuestionFiled.v1', data: { courseId, questionId, categoryId, tags } });
}

export function decide(
  bank: Bank,
  { course, question }: Around,
  { who, questionId, to }: Pick<FileQuestion, 'who' | 'questionId' | 'to'>,
): Decision<BankEvent> {
  const bar = barredFromQuestion(question, course, who);
  if (bar || !question) return refuse(bar ?? 'question-not-found');
  const { courseId } = question;
  if (typeof to === 'object') return filing(bank, courseId, questionId, to);
  const retire = to === 'retired';
  if ((filed(bank, questionId)?.retired ?? false) === retire) return nothing();
  return accept({ type: retire ? 'quizzes.QuestionRetired.v1' : 'quizzes.QuestionRestored.v1', data: { courseId, questionId } });
}

@CommandHandler(FileQuestion)
export class FileQuestionHandler implements ICommandHandler<FileQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute(command: FileQuestion): Promise<Written<undefined>> {
    const { context, questionId } = command;
    const courseId = await courseOfQuestion(this.streams, questionId);
    const changed = await this.streams.decide(banks, courseId, context, (bank, around: Around) => decide(bank, around, command), {
      seeing: async (see) => {
        const [course, question] = await Promise.all([see(courses, courseId), see(bankQuestions, questionId)]);
        return { course, question };
      },
    });
    return answer(changed, undefined);
  }
}
