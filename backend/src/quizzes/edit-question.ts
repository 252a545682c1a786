import { isDeepStrictEqual } from 'node:util';
import type { Id, QuestionDraft, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { remakeQuestion } from './paper/make-question.ts';
import { tooLarge } from './paper/paper-size.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from './quiz.ts';

/** Its staff write a question anew; papers handed out keep the former one. */
export class EditQuestion extends Command<Written<{ questionId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionId: Id,
    readonly draft: QuestionDraft,
    readonly expected?: number,
  ) {
    super();
  }
}

interface Anew {
  readonly questionId: Id;
  readonly draft: QuestionDraft;
}

export function decide(quiz: Quiz, course: Course, who: Asker, { questionId, draft }: Anew): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  const known = quiz.questions.find((one) => one.questionId === questionId);
  if (!known) return refuse('question-not-found');
  const question = remakeQuestion(draft, known.question);
  if (isDeepStrictEqual(known.question, question)) return nothing();
  const others = quiz.questions.filter((one) => one !== known);
  if (quiz.phase === 'published' && tooLarge([...others, { questionId, question }])) return refuse('quiz-too-large');
  return accept({ type: 'quizzes.QuestionEdited.v1', data: { quizId: quiz.quizId, courseId: quiz.courseId, questionId, question } });
}

@CommandHandler(EditQuestion)
export class EditQuestionHandler implements ICommandHandler<EditQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, questionId, draft, expected }: EditQuestion): Promise<Written<{ questionId: Id }>> {
    const courseId = await courseOf(this.streams, quizId);
    const edited = await this.streams.decide(
      quizzes,
      quizId,
      context,
      (quiz, course: Course) => decide(quiz, course, who, { questionId, draft }),
      { seeing: (see) => see(courses, courseId), expected },
    );
    return answer(edited, { questionId });
  }
}
