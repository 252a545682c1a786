import { isDeepStrictEqual } from 'node:util';
import type { Answer, AttemptEvent, Id, Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer as answered, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { answering } from './answering.ts';
import { attempts, type Attempt } from './attempt.ts';
import { Deadlines } from './deadlines.ts';

/** A student's answer to one question is kept while the attempt is open. */
export class SaveAnswer extends Command<Written<{ savedAt: Instant; sequence: number }>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly attemptId: Id,
    readonly slot: number,
    readonly answer: Answer,
    readonly sequence?: number,
  ) {
    super();
  }
}

type Asked = Pick<SaveAnswer, 'studentId' | 'slot' | 'answer' | 'sequence'>;

/** An answer with an older sequence than the one that is kept was overtaken on its way, and changes nothing. */
export function decide(attempt: Attempt, { studentId, slot, answer, sequence }: Asked, now: Instant): Decision<AttemptEvent> {
  const taken = answering(attempt, { studentId, slot, answer }, now);
  if ('refusal' in taken) return refuse(taken.refusal.code, taken.refusal);
  const { attemptId, quizId, courseId, saved } = taken.open;
  const kept = saved[slot];
  const next = sequence ?? (kept ? kept.sequence + 1 : 0);
  if (kept && (next < kept.sequence || isDeepStrictEqual(kept, { answer, sequence: next }))) return nothing();
  return accept({
    type: 'quizzes.AnswerSaved.v1',
    data: { attemptId, quizId, courseId, studentId, slot, answer, sequence: next },
  });
}

@CommandHandler(SaveAnswer)
export class SaveAnswerHandler implements ICommandHandler<SaveAnswer> {
  constructor(
    private readonly streams: Streams,
    private readonly deadlines: Deadlines,
  ) {}

  async execute(command: SaveAnswer): Promise<Written<{ savedAt: Instant; sequence: number }>> {
    const { context, attemptId, slot } = command;
    await this.deadlines.keep(attemptId, context.at);
    const saved = await this.streams.decide(attempts, attemptId, context, (attempt) => decide(attempt, command, context.at));
    const sequence = saved.state.phase === 'open' ? (saved.state.saved[slot]?.sequence ?? 0) : 0;
    return answered(saved, { savedAt: context.at, sequence });
  }
}
