import type { BankQuestionStands, Id, QuestionDraft } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { refuse } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { remakeQuestion } from '../paper/make-question.ts';
import { bankQuestions, barredFromQuestion, courseOfQuestion } from './bank-question.ts';
import { decide } from './write-question.ts';

/** The staff of a course write the next version of a question of its bank; papers and quizzes that have an older one keep it. */
export class ReviseQuestion extends Command<Written<BankQuestionStands>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly questionId: Id,
    readonly draft: QuestionDraft,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(ReviseQuestion)
export class ReviseQuestionHandler implements ICommandHandler<ReviseQuestion> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, questionId, draft, expected }: ReviseQuestion): Promise<Written<BankQuestionStands>> {
    const courseId = await courseOfQuestion(this.streams, questionId);
    const revised = await this.streams.decide(
      bankQuestions,
      questionId,
      context,
      (written, course: Course) => {
        const bar = barredFromQuestion(written, course, who);
        if (bar || !written) return refuse(bar ?? 'question-not-found');
        return decide(written, course, who, { courseId, questionId, question: remakeQuestion(draft, written.question) });
      },
      { seeing: (see) => see(courses, courseId), expected },
    );
    return answer(revised, { questionId, version: revised.state?.version ?? 1 });
  }
}
