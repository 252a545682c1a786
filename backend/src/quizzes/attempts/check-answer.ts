import { isDeepStrictEqual } from 'node:util';
import type { Answer, AnswerChecked, AttemptEvent, Id, Instant, KeyHistories } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer as answered, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { judge } from '../grading/grade.ts';
import { isComplete, triesOf } from '../grading/tries.ts';
import { effectivePaper } from '../paper/effective-paper.ts';
import { keysFor } from '../quiz.ts';
import { Showing } from '../review/showing.ts';
import { answering } from './answering.ts';
import { attempts, type Attempt } from './attempt.ts';
import { checkOf } from './checks.ts';
import { Deadlines } from './deadlines.ts';

/** A student wants to know on the way whether an answer is right: it is kept, and is one of the tries of its question. */
export class CheckAnswer extends Command<Written<AnswerChecked>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly attemptId: Id,
    readonly slot: number,
    readonly answer: Answer,
    readonly sequence?: number,
  ) {
    super();
  }
}

interface Asked {
  readonly studentId: Id;
  readonly slot: number;
  readonly answer: Answer;
  readonly sequence?: number | undefined;
}

/** The same answer with the same sequence was sent twice, and is one try; without a sequence each check is a try. */
const isRepeated = (attempt: Attempt, { studentId, slot, answer, sequence }: Asked): boolean => {
  if (attempt.phase !== 'open' || attempt.studentId !== studentId || sequence === undefined) return false;
  const tried = attempt.tries[slot];
  return tried?.sequence === sequence && isDeepStrictEqual(tried.answers.at(-1), answer);
};

export function decide(attempt: Attempt, asked: Asked, now: Instant, keys: KeyHistories): Decision<AttemptEvent> {
  if (isRepeated(attempt, asked)) return nothing();
  const taken = answering(attempt, asked, now);
  if ('refusal' in taken) return refuse(taken.refusal.code, taken.refusal);
  const { attemptId, quizId, courseId, studentId, paper, saved, tries, terms } = taken.open;
  const { slot, answer, sequence } = asked;
  const question = effectivePaper(paper, keys).slots[slot - 1]?.question;
  const allowed = question && terms.behaviour === 'interactive' ? triesOf(question) : 0;
  if (!question || allowed === 0) return refuse('not-checkable');
  if (!isComplete(question, answer)) return refuse('answer-incomplete');
  const kept = saved[slot]?.sequence ?? -1;
  const number = (tries[slot]?.answers.length ?? 0) + 1;
  const { fraction } = judge(question, answer);
  return accept({
    type: 'quizzes.AnswerChecked.v1',
    data: {
      ...{ attemptId, quizId, courseId, studentId, slot, answer },
      sequence: sequence === undefined ? kept + 1 : Math.max(sequence, kept),
      try: number,
      fraction,
      over: fraction === 1 || number >= allowed,
    },
  });
}

@CommandHandler(CheckAnswer)
export class CheckAnswerHandler implements ICommandHandler<CheckAnswer> {
  constructor(
    private readonly streams: Streams,
    private readonly deadlines: Deadlines,
    private readonly showing: Showing,
  ) {}

  async execute({ context, who, attemptId, slot, answer, sequence }: CheckAnswer): Promise<Written<AnswerChecked>> {
    await this.deadlines.keep(attemptId, context.at);
    const asked = { studentId: who.personId, slot, answer, sequence };
    let used: KeyHistories = {};
    const checked = await this.streams.decide(
      attempts,
      attemptId,
      context,
      (attempt, keys: KeyHistories) => {
        used = keys;
        return decide(attempt, asked, context.at, keys);
      },
      { seeing: keysFor },
    );
    const attempt = checked.state;
    if (attempt.phase !== 'open') throw new Refused({ code: 'attempt-submitted' });
    const shown = await this.showing.to(who, attempt, null, context.at);
    const check = checkOf(effectivePaper(attempt.paper, used), attempt.tries, slot, shown);
    if (!check) throw new Refused({ code: 'changed-meanwhile' });
    return answered(checked, check);
  }
}
