import { isDeepStrictEqual } from 'node:util';
import type { Answers, AttemptEvent, Id, Instant, KeyHistories, Submitted as SubmittedAnswer } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { keysFor } from '../quiz.ts';
import { Showing } from '../review/showing.ts';
import { AttemptTimes } from './attempt-times.ts';
import { attempts, isOver, isOverdue, savedAnswers, type Attempt, type Open } from './attempt.ts';
import { answersMisfit } from './misfits.ts';
import { isPassed } from './pages.ts';
import { Receipts } from './receipt.ts';
import { submitting } from './submitting.ts';

/** A student hands in their attempt: what was saved, with the answers of the request over it. Handing in again changes nothing. */
export class SubmitAttempt extends Command<Written<SubmittedAnswer>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly attemptId: Id,
    readonly answers: Answers = {},
  ) {
    super();
  }
}

/** The answers to questions that are over: those stay as they were checked, whatever a screen still sends. */
const overIn = ({ tries }: Open, saved: Answers): Answers =>
  Object.fromEntries(Object.entries(saved).filter(([slot]) => tries[Number(slot)]?.over));

/**
 * After the deadline only what was saved by then counts: within the grace the student hands it in, where there is none the timer is said to
 * have done it.
 */
export function decide(
  attempt: Attempt,
  { studentId, answers }: { readonly studentId: Id; readonly answers: Answers },
  now: Instant,
  keys: KeyHistories,
): Decision<AttemptEvent> {
  if (attempt.phase === 'none' || attempt.studentId !== studentId) return refuse('attempt-not-found');
  if (attempt.phase === 'submitted') return nothing();
  if (attempt.phase === 'abandoned' || (attempt.terms.overdue === 'grace' && isOverdue(attempt, now))) return refuse('attempt-abandoned');
  const misfit = answersMisfit(attempt, answers);
  if (misfit) return refuse('answer-does-not-fit', misfit);
  const saved = savedAnswers(attempt);
  if (isOver(attempt, now)) return submitting(attempt, attempt.terms.overdue === 'grace' ? 'student' : 'timer', saved, keys, now);
  const late = Object.entries(answers).filter(([slot, one]) => isPassed(attempt, Number(slot)) && !isDeepStrictEqual(one, saved[slot]));
  if (late.length > 0) {
    const message = 'This page was passed: its answers stay as they were saved.';
    return refuse('page-passed', { errors: late.map(([slot]) => ({ path: `answers.${slot}`, rule: 'passed', message })) });
  }
  return submitting(attempt, 'student', { ...saved, ...answers, ...overIn(attempt, saved) }, keys, now);
}

@CommandHandler(SubmitAttempt)
export class SubmitAttemptHandler implements ICommandHandler<SubmitAttempt> {
  constructor(
    private readonly streams: Streams,
    private readonly receipts: Receipts,
    private readonly showing: Showing,
    private readonly times: AttemptTimes,
  ) {}

  async execute(command: SubmitAttempt): Promise<Written<SubmittedAnswer>> {
    const { context, who, attemptId, answers } = command;
    const asked = { studentId: who.personId, answers };
    const submitted = await this.streams.decide(
      attempts,
      attemptId,
      context,
      (attempt, keys: KeyHistories) => decide(attempt, asked, context.at, keys),
      { seeing: keysFor },
    );
    const attempt = submitted.state;
    if (attempt.phase !== 'submitted') throw new Refused({ code: 'attempt-not-found' });
    const first = submitted.recorded && !context.repeated;
    const { endedAt } = first ? { endedAt: context.at } : await this.times.of(attemptId);
    const { marks } = await this.showing.to(who, attempt, endedAt, context.at);
    const { score, maxScore } = attempt;
    return answer(submitted, { score: marks ? score : null, maxScore, receipt: this.receipts.of(attempt, submitted.revision) });
  }
}
