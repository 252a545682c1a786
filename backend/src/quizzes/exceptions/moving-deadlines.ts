import type { AttemptEvent, ExceptionFor, Id, Instant, QuizRules } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups, groupsOf, type CourseGroups } from '../../enrolments/groups/group.ts';
import { attemptIdOf } from '../attempts/attempt-id.ts';
import { AttemptNumbers } from '../attempts/attempt-numbers.ts';
import { AttemptTimes } from '../attempts/attempt-times.ts';
import { attempts, isOverdue, type Attempt } from '../attempts/attempt.ts';
import { deadlineOf } from '../attempts/starting.ts';
import type { Existing, Quiz } from '../quiz.ts';
import { rulesFor } from './applying.ts';

const isLater = (a: Instant | null, b: Instant | null): boolean => b !== null && (a === null || Date.parse(a) > Date.parse(b));

/** An attempt under way gets a later deadline and a later due date, and never loses what it has. */
export function decide(attempt: Attempt, rules: QuizRules, startedAt: Instant, now: Instant): Decision<AttemptEvent> {
  if (attempt.phase !== 'open' || isOverdue(attempt, now)) return nothing();
  const { attemptId, quizId, courseId, studentId, terms } = attempt;
  const next = deadlineOf(rules, startedAt);
  const deadline = isLater(next, attempt.deadline) ? next : attempt.deadline;
  const dueAt = isLater(rules.dueAt, terms.dueAt) ? rules.dueAt : terms.dueAt;
  if (deadline === attempt.deadline && dueAt === terms.dueAt) return nothing();
  return accept({ type: 'quizzes.DeadlineMoved.v1', data: { attemptId, quizId, courseId, studentId, deadline, dueAt } });
}

/** Gives attempts under way the time that an exception brings: an invigilator grants it while the clock runs. */
@Injectable()
export class MovingDeadlines {
  constructor(
    private readonly streams: Streams,
    private readonly numbers: AttemptNumbers,
    private readonly times: AttemptTimes,
  ) {}

  /** How many attempts of those whom an exception is for were moved. Given again with the same context, it moves nothing twice. */
  async of(quiz: Quiz, of: ExceptionFor, context: CommandContext): Promise<number> {
    if (quiz.phase === 'none') return 0;
    const { state: groups } = await this.streams.look(courseGroups, quiz.courseId);
    const students = 'personId' in of ? [of.personId] : [...(groups.get(of.groupId)?.members ?? [])];
    let moved = 0;
    for (const personId of students) if (await this.move(quiz, groups, personId, context)) moved += 1;
    return moved;
  }

  private async move(quiz: Existing, groups: CourseGroups, personId: Id, context: CommandContext): Promise<boolean> {
    const last = await this.numbers.findFrom(quiz.quizId, personId, (await this.numbers.last(quiz.quizId, personId))?.number ?? 0);
    if (last === 0) return false;
    const attemptId = attemptIdOf(quiz.quizId, personId, last);
    const { startedAt } = await this.times.of(attemptId);
    if (startedAt === null) return false;
    const rules = rulesFor(quiz.rules, quiz.exceptions, { personId, groupIds: groupsOf(groups, personId) });
    const step = furtherStep(context, `move ${attemptId}`);
    const outcome = await this.streams.decide(attempts, attemptId, step, (attempt) => decide(attempt, rules, startedAt, context.at));
    return outcome.recorded;
  }
}
