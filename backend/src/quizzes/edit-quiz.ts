import { isDeepStrictEqual } from 'node:util';
import type { EditQuizRequest, Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { QuizPasswords } from './quiz-passwords.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from './quiz.ts';
import { datesOutOfOrder } from './rules-in-order.ts';

/** Its staff change how a quiz is called or taken; attempts under way keep their deadline. */
export class EditQuiz extends Command<Written<{ quizId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly edit: EditQuizRequest,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(
  quiz: Quiz,
  course: Course,
  { who, edit }: Pick<EditQuiz, 'who' | 'edit'>,
  access?: string | null,
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  const { title = quiz.title, password: _, ...given } = edit;
  const rules = { ...quiz.rules, ...given };
  const errors = datesOutOfOrder(rules);
  if (errors.length > 0) return refuse('invalid-input', { errors });
  const changes = {
    ...(title !== quiz.title && { title }),
    ...(!isDeepStrictEqual(rules, quiz.rules) && { rules }),
    ...(access !== undefined && access !== quiz.access && { access }),
  };
  if (Object.keys(changes).length === 0) return nothing();
  return accept({ type: 'quizzes.QuizEdited.v2', data: { quizId: quiz.quizId, courseId: quiz.courseId, ...changes } });
}

@CommandHandler(EditQuiz)
export class EditQuizHandler implements ICommandHandler<EditQuiz> {
  constructor(
    private readonly streams: Streams,
    private readonly passwords: QuizPasswords,
  ) {}

  async execute(command: EditQuiz): Promise<Written<{ quizId: Id }>> {
    const { context, quizId, expected } = command;
    const courseId = await courseOf(this.streams, quizId);
    const access = this.passwords.access(quizId, command.edit.password);
    const edited = await this.streams.decide(quizzes, quizId, context, (quiz, course: Course) => decide(quiz, course, command, access), {
      seeing: (see) => see(courses, courseId),
      expected,
    });
    return answer(edited, { quizId });
  }
}
