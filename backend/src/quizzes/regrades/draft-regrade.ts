import type { Id, Question, QuestionDraft, RegradeDrafted, RegradeEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { remakeQuestion } from '../paper/make-question.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';
import { regrades, type Regrade } from './regrade.ts';
import { WhatIf } from './what-if.ts';

/** Its staff correct the key of a question and see whose score would change; nothing changes yet. */
export class DraftRegrade extends Command<Written<RegradeDrafted>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionId: Id,
    readonly draft: QuestionDraft,
  ) {
    super();
  }
}

interface Asked {
  readonly regradeId: Id;
  readonly questionId: Id;
  /** The question as it is, undefined where nobody was asked it. */
  readonly former: Question | undefined;
  readonly draft: QuestionDraft;
  readonly changes: number;
}

export function decide(regrade: Regrade, quiz: Quiz, course: Course, who: Asker, asked: Asked): Decision<RegradeEvent> {
  if (regrade.phase !== 'none') return nothing();
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  const { regradeId, questionId, former, draft, changes } = asked;
  if (!former) return refuse('question-not-found');
  if (former.type !== draft.type) return refuse('question-type-differs');
  const { quizId, courseId } = quiz;
  const question = remakeQuestion(draft, former);
  return accept({ type: 'quizzes.RegradeDrafted.v1', data: { regradeId, quizId, courseId, questionId, question, changes } });
}

@CommandHandler(DraftRegrade)
export class DraftRegradeHandler implements ICommandHandler<DraftRegrade> {
  constructor(
    private readonly streams: Streams,
    private readonly whatIf: WhatIf,
  ) {}

  async execute({ context, who, quizId, questionId, draft }: DraftRegrade): Promise<Written<RegradeDrafted>> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const former = quiz.questions.find((one) => one.questionId === questionId)?.question ?? (await this.whatIf.asked(quizId, questionId));
    const question = former?.type === draft.type ? remakeQuestion(draft, former) : undefined;
    const { attempts, differences } = question ? await this.whatIf.of(quiz, questionId, question) : { attempts: 0, differences: [] };
    const regradeId = createdId(context, 'regrade');
    const asked = { regradeId, questionId, former, draft, changes: differences.length };
    const drafted = await this.streams.decide(regrades, regradeId, context, (regrade) => decide(regrade, quiz, course, who, asked), {
      creating: true,
    });
    return answer(drafted, { regradeId, attempts, differences: await this.whatIf.named(differences) });
  }
}
