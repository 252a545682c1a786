import type { AttemptEvent, FieldError, Id, MarkGiven, Score, KeyHistories } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { gradedAnew, gradedAttempts, type Graded, type GradedAttempt } from '../attempts/graded-attempt.ts';
import { attempts } from '../attempts/attempt.ts';
import { withHandMarks, type HandMark, type HandMarks } from '../grading/by-hand.ts';
import { scoreOf } from '../grading/score-of.ts';
import { quizzes } from '../quiz.ts';

/** A person of the staff gives the mark of one question of an attempt, changes it, or takes it back. */
export class GiveMark extends Command<Written<MarkGiven>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly attemptId: Id,
    readonly slot: number,
    readonly mark: number | null,
    readonly comment: string | null,
    readonly reason: string | null,
  ) {
    super();
  }
}

type Asked = Pick<GiveMark, 'slot' | 'mark' | 'comment' | 'reason'>;

const wrong = (path: string, rule: string, message: string): Decision<never> =>
  refuse('invalid-input', { errors: [{ path, rule, message } satisfies FieldError] });

/** The score with another hand on one slot, or with none: then the slot is worth what the key gives, or waits again. */
function scoreWith(attempt: Graded, keys: KeyHistories, slot: number, hand: HandMark | null): Score {
  const { [slot]: _, ...others } = attempt.hands;
  const hands: HandMarks = hand ? { ...others, [slot]: hand } : others;
  const changed = (hand ? withHandMarks(attempt.score, hands) : gradedAnew({ ...attempt, hands }, keys)).marks.find(
    (one) => one.slot === slot,
  );
  return scoreOf(attempt.score.marks.map((one) => (one.slot === slot && changed ? changed : one)));
}

/** A mark that takes the place of the key's, or takes one back there, says why. */
export function decide(attempt: GradedAttempt, keys: KeyHistories, { slot, mark, comment, reason }: Asked): Decision<AttemptEvent> {
  if (attempt.phase === 'none') return refuse('attempt-not-found');
  if (attempt.phase === 'ungraded') return refuse('attempt-open');
  const { attemptId, quizId, courseId, studentId, score: former, lateSeconds, hands } = attempt;
  const now = former.marks.find((one) => one.slot === slot);
  const question = attempt.paper.slots.find((one) => one.slot === slot)?.question;
  if (!now || !question) return refuse('no-such-slot');
  if (mark !== null && mark > now.maxMark) return wrong('mark', 'too_big', `The most that can be given here is ${now.maxMark}.`);
  const before = hands[slot];
  if (mark === null && !before) return nothing();
  if (before && before.mark === mark && before.comment === comment) return nothing();
  if (question.type !== 'essay' && !reason)
    return wrong('reason', 'required', 'The key has graded this question: say why another mark is right.');
  const score = scoreWith(attempt, keys, slot, mark === null ? null : { mark, comment });
  const cause = { kind: 'marked', slot, mark, comment, reason } as const;
  return accept({ type: 'quizzes.AttemptGraded.v2', data: { attemptId, quizId, courseId, studentId, score, former, cause, lateSeconds } });
}

@CommandHandler(GiveMark)
export class GiveMarkHandler implements ICommandHandler<GiveMark> {
  constructor(private readonly streams: Streams) {}

  async execute(command: GiveMark): Promise<Written<MarkGiven>> {
    const { context, who, attemptId, slot } = command;
    const quizId = await this.quizOf(who, attemptId);
    const given = await this.streams.decide(
      gradedAttempts,
      attemptId,
      context,
      (attempt, keys: KeyHistories) => decide(attempt, keys, command),
      {
        seeing: async (see) => {
          const quiz = await see(quizzes, quizId);
          return quiz.phase === 'none' ? {} : quiz.keys;
        },
      },
    );
    if (given.state.phase !== 'graded') throw new Refused({ code: 'attempt-not-found' });
    const { score, maxScore, marks } = given.state.score;
    const { mark, pending } = marks.find((one) => one.slot === slot) ?? { mark: 0, pending: false };
    return answer(given, { slot, mark, pending, score, maxScore });
  }

  /** The quiz of the attempt, for the staff of its course; to its own student marks are not theirs to give. */
  private async quizOf(who: Asker, attemptId: Id): Promise<Id> {
    const { state: attempt } = await this.streams.look(attempts, attemptId, Number.POSITIVE_INFINITY);
    if (attempt.phase === 'none') throw new Refused({ code: 'attempt-not-found' });
    const { state: course } = await this.streams.look(courses, attempt.courseId);
    if (course.phase !== 'none' && isStaff(course, who)) return attempt.quizId;
    throw new Refused({ code: attempt.studentId === who.personId ? 'not-allowed' : 'attempt-not-found' });
  }
}
