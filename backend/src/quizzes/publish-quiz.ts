import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { banks, type Bank } from './bank/bank.ts';
import { enoughFor } from './bank/drawing.ts';
import { tooLarge } from './paper/paper-size.ts';
import { barredFrom, courseOf, isEmpty, quizzes, type Quiz } from './quiz.ts';

/** Its staff let the students of the course take a quiz. */
export class PublishQuiz extends Command<Written<{ quizId: Id; phase: 'published' }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly expected?: number,
  ) {
    super();
  }
}

/** What publishing looks at besides the quiz. */
interface Around {
  readonly course: Course;
  readonly bank: Bank;
}

export function decide(quiz: Quiz, { course, bank }: Around, who: Asker): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (quiz.phase === 'published') return nothing();
  if (isEmpty(quiz)) return refuse('quiz-without-questions');
  if (tooLarge(quiz.questions)) return refuse('quiz-too-large');
  if (!enoughFor(quiz, bank)) return refuse('not-enough-questions');
  return accept({ type: 'quizzes.QuizPublished.v1', data: { quizId: quiz.quizId, courseId: quiz.courseId } });
}

@CommandHandler(PublishQuiz)
export class PublishQuizHandler implements ICommandHandler<PublishQuiz> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, expected }: PublishQuiz): Promise<Written<{ quizId: Id; phase: 'published' }>> {
    const courseId = await courseOf(this.streams, quizId);
    const published = await this.streams.decide(quizzes, quizId, context, (quiz, around: Around) => decide(quiz, around, who), {
      seeing: async (see) => {
        const [course, bank] = await Promise.all([see(courses, courseId), see(banks, courseId)]);
        return { course, bank };
      },
      expected,
    });
    return answer(published, { quizId, phase: 'published' });
  }
}
