import { type Id, type QuizEvent, type RegradeEvent, type RegradePhase, hasCorrected } from '@lyceum/contracts';
import { laterPosition } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { tooLarge } from '../paper/paper-size.ts';
import { quizzes, type Quiz } from '../quiz.ts';
import { RegradeAccess } from './regrade-access.ts';
import { RegradeWork } from './regrade-work.ts';
import { regrades, type Drafted, type Regrade } from './regrade.ts';

/** The correction comes into force: the quiz asks the corrected question from now on, and every attempt is graded anew. */
export class PublishRegrade extends Command<Written<{ regradeId: Id; phase: RegradePhase }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly regradeId: Id,
  ) {
    super();
  }
}

/** The quiz is corrected first: what is handed in from then on is graded by it. */
export function correct(quiz: Quiz, { regradeId, quizId, courseId, questionId, question }: Drafted): Decision<QuizEvent> {
  if (quiz.phase === 'none') return refuse('quiz-not-found');
  if (hasCorrected(quiz.keys[questionId], regradeId)) return nothing();
  const others = quiz.questions.filter((one) => one.questionId !== questionId);
  if (quiz.phase === 'published' && tooLarge([...others, { questionId, question }])) return refuse('quiz-too-large');
  return accept({ type: 'quizzes.QuestionCorrected.v1', data: { quizId, courseId, questionId, regradeId, question } });
}

/** Publishing again is harmless; what was undone stays so. */
export function publish(regrade: Regrade): Decision<RegradeEvent> {
  if (regrade.phase === 'none') return refuse('regrade-not-found');
  if (regrade.phase === 'reversing' || regrade.phase === 'reversed') return refuse('regrade-reversed');
  if (regrade.phase !== 'draft') return nothing();
  const { regradeId, quizId, courseId } = regrade;
  return accept({ type: 'quizzes.RegradePublished.v1', data: { regradeId, quizId, courseId } });
}

@CommandHandler(PublishRegrade)
export class PublishRegradeHandler implements ICommandHandler<PublishRegrade> {
  constructor(
    private readonly streams: Streams,
    private readonly access: RegradeAccess,
    private readonly work: RegradeWork,
  ) {}

  async execute({ context, who, regradeId }: PublishRegrade): Promise<Written<{ regradeId: Id; phase: RegradePhase }>> {
    const { regrade } = await this.access.of(who, regradeId);
    const further = furtherStep(context, 'correction');
    const corrected =
      regrade.phase === 'draft' && (await this.streams.decide(quizzes, regrade.quizId, further, (quiz) => correct(quiz, regrade)));
    const published = await this.streams.decide(regrades, regradeId, context, publish);
    void this.work.start(regradeId);
    const position = corrected ? laterPosition(corrected.position, published.position) : published.position;
    const { phase } = published.state;
    return new Written({ regradeId, phase: phase === 'none' ? 'draft' : phase }, position, published.revision);
  }
}
