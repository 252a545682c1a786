import { DEFAULT_RULES, type CreateQuizRequest, type Id, type QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import { barred, type Asker } from '../courses/staff.ts';
import { createdId, type CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { QuizPasswords } from './quiz-passwords.ts';
import { quizzes, type Quiz } from './quiz.ts';
import { datesOutOfOrder } from './rules-in-order.ts';

/** The staff of a course begin a quiz in it. */
export class CreateQuiz extends Command<Written<{ quizId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly quiz: CreateQuizRequest,
  ) {
    super();
  }
}

export function decide(
  quiz: Quiz,
  course: Course,
  quizId: Id,
  command: Pick<CreateQuiz, 'who' | 'courseId' | 'quiz'>,
  access: string | null = null,
): Decision<QuizEvent> {
  const bar = barred(course, command.who);
  if (bar) return refuse(bar);
  if (quiz.phase !== 'none') return nothing();
  const { title, password: _, ...given } = command.quiz;
  const rules = { ...DEFAULT_RULES, ...given };
  const errors = datesOutOfOrder(rules);
  if (errors.length > 0) return refuse('invalid-input', { errors });
  return accept({ type: 'quizzes.QuizCreated.v2', data: { quizId, courseId: command.courseId, title, rules, access } });
}

@CommandHandler(CreateQuiz)
export class CreateQuizHandler implements ICommandHandler<CreateQuiz> {
  constructor(
    private readonly streams: Streams,
    private readonly passwords: QuizPasswords,
  ) {}

  async execute(command: CreateQuiz): Promise<Written<{ quizId: Id }>> {
    const { context, courseId } = command;
    const quizId = createdId(context, 'quiz');
    const access = this.passwords.access(quizId, command.quiz.password) ?? null;
    const created = await this.streams.decide(
      quizzes,
      quizId,
      context,
      (quiz, course: Course) => decide(quiz, course, quizId, command, access),
      { creating: true, seeing: (see) => see(courses, courseId) },
    );
    return answer(created, { quizId });
  }
}
