import { setTimeout as pause } from 'node:timers/promises';
import { type Id, type RegradeEvent, hasCorrected, isInForce } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { byItself, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Log } from '../../log.ts';
import { quizzes, type Quiz } from '../quiz.ts';
import { AttemptsOfQuiz } from './attempts-of-quiz.ts';
import { RegradeAttempt } from './regrade-attempt.ts';
import { regrades, underWay, type Drafted, type Regrade } from './regrade.ts';

const AT_ONCE = 8;
/**
 * How long a submission may go by corrections that it looked at before, in milliseconds (deciding/streams.ts: a second, and the time to
 * append): those that were graded by the former key meanwhile are found after it.
 */
const SETTLED = 3000;

/** The regrade has fallen behind its correction, where a process died between the two: it is said for it. */
export function catchUp(regrade: Regrade, quiz: Quiz): Decision<RegradeEvent> {
  if (regrade.phase === 'none' || quiz.phase === 'none') return nothing();
  const { regradeId, quizId, courseId, questionId } = regrade;
  const history = quiz.keys[questionId];
  const data = { regradeId, quizId, courseId };
  if (regrade.phase === 'draft' && hasCorrected(history, regradeId)) return accept({ type: 'quizzes.RegradePublished.v1', data });
  const published = regrade.phase === 'publishing' || regrade.phase === 'published';
  return published && !isInForce(history, regradeId) ? accept({ type: 'quizzes.RegradeReversed.v1', data }) : nothing();
}

/** Grades all attempts anew in the background. Started twice, here or elsewhere, it does everything once. */
@Injectable()
export class RegradeWork implements OnApplicationShutdown {
  private readonly running = new Map<Id, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly attempts: AttemptsOfQuiz,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Begins, or joins what has begun. What fails is gone on with by the clock. */
  start(regradeId: Id): Promise<void> {
    const running = this.running.get(regradeId);
    if (running) return running;
    const work = this.work(regradeId)
      .catch((err: unknown) => {
        if (!this.stopping.signal.aborted) this.log.warn({ err, regradeId }, 'A regrade could not be applied yet; it is gone on with');
      })
      .finally(() => this.running.delete(regradeId));
    this.running.set(regradeId, work);
    return work;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  private async work(regradeId: Id): Promise<void> {
    await this.caughtUp(regradeId);
    for (;;) {
      const { state: regrade } = await this.streams.look(regrades, regradeId);
      const of = underWay(regrade);
      if (regrade.phase === 'none' || of === null) return;
      await this.apply(regrade, of);
    }
  }

  private async caughtUp(regradeId: Id): Promise<void> {
    const { state } = await this.streams.look(regrades, regradeId);
    if (state.phase === 'none') return;
    const { state: quiz } = await this.streams.look(quizzes, state.quizId);
    const context = this.context(regradeId, `caught up with ${state.phase}`);
    await this.streams.decide(regrades, regradeId, context, (regrade) => catchUp(regrade, quiz));
  }

  private async apply(regrade: Drafted, of: 'publication' | 'reversal'): Promise<void> {
    const { regradeId, quizId, courseId, questionId } = regrade;
    const cause = { kind: of === 'publication' ? 'regrade' : 'reversal', regradeId } as const;
    const seen = new Set<Id>();
    const changed = new Set<Id>();
    const regradeOne = async (attemptId: Id) => {
      this.stopping.signal.throwIfAborted();
      const context = this.context(regradeId, `${of} ${attemptId}`);
      seen.add(attemptId);
      if (await this.commands.execute(new RegradeAttempt(context, quizId, attemptId, questionId, cause))) changed.add(attemptId);
    };
    await this.streams.look(quizzes, quizId);
    const first = await this.attempts.each(quizId, AT_ONCE, regradeOne);
    await pause(SETTLED, undefined, { signal: this.stopping.signal });
    await this.attempts.each(quizId, AT_ONCE, regradeOne, first);
    const data = { regradeId, quizId, courseId, of, attempts: seen.size, changed: changed.size };
    await this.streams.decide(regrades, regradeId, this.context(regradeId, `${of} applied`), (now) =>
      underWay(now) === of ? accept({ type: 'quizzes.RegradeApplied.v1', data }) : nothing(),
    );
  }

  /** Command ids follow from what is done, so that it is done once. */
  private context(regradeId: Id, step: string): CommandContext {
    const own = byItself('apply-regrade', regradeId, this.clock.now());
    return { ...own, commandId: derivedId(regradeId, step), correlationId: regradeId, causationId: regradeId };
  }
}
