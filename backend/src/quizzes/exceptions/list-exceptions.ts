import type { ExceptionFor, Id, QuizException, QuizExceptions } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseGroups, type CourseGroups } from '../../enrolments/groups/group.ts';
import { barredFrom, courseOf, quizzes } from '../quiz.ts';

/** Who has other rules for a quiz, for its staff. */
export class ListExceptions extends Query<QuizExceptions> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

/** A group that was dissolved has no name any more, and its exception applies to nobody. */
const named = (of: ExceptionFor, names: ReadonlyMap<Id, string | null>, groups: CourseGroups): QuizException['of'] =>
  'personId' in of ? { ...of, name: names.get(of.personId) ?? null } : { ...of, name: groups.get(of.groupId)?.name ?? null };

@QueryHandler(ListExceptions)
export class ListExceptionsHandler implements IQueryHandler<ListExceptions> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, quizId }: ListExceptions): Promise<QuizExceptions> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }, { state: groups }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
      this.streams.look(courseGroups, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const personIds = quiz.exceptions.flatMap(({ of }) => ('personId' in of ? [of.personId] : []));
    const names = await this.models.people.names(personIds);
    return { items: quiz.exceptions.map(({ exceptionId, of, rules }) => ({ exceptionId, of: named(of, names, groups), rules })) };
  }
}
