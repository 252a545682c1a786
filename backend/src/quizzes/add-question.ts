import type { Id, QuestionDraft, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import { createdId, type CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { makeQuestion } from './paper/make-question.ts';
import { tooLarge } from './paper/paper-size.ts';
import { barredFrom, courseOf, quizzes, type Quiz, type QuizQuestion } from './quiz.ts';

/** Its staff add a question at the end of a quiz; attempts under way are not asked it. */
export class AddQuestion extends Command<Written<{ questionId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly draft: QuestionDraft,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(quiz: Quiz, course: Course, who: Asker, questions: readonly QuizQuestion[]): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  const { quizId, courseId } = quiz;
  if (quiz.phase === 'published' && tooLarge([...quiz.questions, ...questions])) return refuse('quiz-too-large');
  return accept(
    ...questions.map(({ questionId, question }): QuizEvent => ({
      type: 'quizzes.QuestionAdded.v1',
      data: { quizId, courseId, questionId, question },
    })),
  );
}

@CommandHandler(AddQuestion)
export class AddQuestionHandler implements ICommandHandler<AddQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, draft, expected }: AddQuestion): Promise<Written<{ questionId: Id }>> {
    const courseId = await courseOf(this.streams, quizId);
    const questionId = createdId(context, 'question');
    const question = makeQuestion(draft);
    const added = await this.streams.decide(
      quizzes,
      quizId,
      context,
      (quiz, course: Course) => decide(quiz, course, who, [{ questionId, question }]),
      { seeing: (see) => see(courses, courseId), expected },
    );
    return answer(added, { questionId });
  }
}
