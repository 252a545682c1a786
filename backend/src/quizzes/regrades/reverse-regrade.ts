import { type Id, type QuizEvent, type RegradeEvent, type RegradePhase, isInForce } from '@lyceum/contracts';
import { laterPosition } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { quizzes, type Quiz } from '../quiz.ts';
import { RegradeAccess } from './regrade-access.ts';
import { RegradeWork } from './regrade-work.ts';
import { regrades, type Drafted, type Regrade } from './regrade.ts';

/** The correction is taken back: question and grades become what they were before, as far as nothing else has changed them since. */
export class ReverseRegrade extends Command<Written<{ regradeId: Id; phase: RegradePhase }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly regradeId: Id,
  ) {
    super();
  }
}

export function takeBack(quiz: Quiz, { regradeId, quizId, courseId, questionId }: Drafted): Decision<QuizEvent> {
  if (quiz.phase === 'none') return refuse('quiz-not-found');
  if (!isInForce(quiz.keys[questionId], regradeId)) return nothing();
  return accept({ type: 'quizzes.CorrectionReversed.v1', data: { quizId, courseId, questionId, regradeId } });
}

export function reverse(regrade: Regrade): Decision<RegradeEvent> {
  if (regrade.phase === 'none') return refuse('regrade-not-found');
  if (regrade.phase === 'draft') return refuse('regrade-not-published');
  if (regrade.phase === 'reversing' || regrade.phase === 'reversed') return nothing();
  const { regradeId, quizId, courseId } = regrade;
  return accept({ type: 'quizzes.RegradeReversed.v1', data: { regradeId, quizId, courseId } });
}

@CommandHandler(ReverseRegrade)
export class ReverseRegradeHandler implements ICommandHandler<ReverseRegrade> {
  constructor(
    private readonly streams: Streams,
    private readonly access: RegradeAccess,
    private readonly work: RegradeWork,
  ) {}

  async execute({ context, who, regradeId }: ReverseRegrade): Promise<Written<{ regradeId: Id; phase: RegradePhase }>> {
    const { regrade } = await this.access.of(who, regradeId);
    const further = furtherStep(context, 'correction');
    const taken =
      regrade.phase !== 'draft' && (await this.streams.decide(quizzes, regrade.quizId, further, (quiz) => takeBack(quiz, regrade)));
    const reversed = await this.streams.decide(regrades, regradeId, context, reverse);
    void this.work.start(regradeId);
    const position = taken ? laterPosition(taken.position, reversed.position) : reversed.position;
    const { phase } = reversed.state;
    return new Written({ regradeId, phase: phase === 'none' ? 'draft' : phase }, position, reversed.revision);
  }
}
