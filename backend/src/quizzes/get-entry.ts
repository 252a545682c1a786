import { points, shownRules, type Id, type Instant, type QuizEntry, type QuizRules } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../api/clock.ts';
import { courses } from '../courses/course.ts';
import { isStaff, mayKnow, type Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { isEnrolled, rosters } from '../enrolments/roster.ts';
import { attemptIdOf } from './attempts/attempt-id.ts';
import { AttemptNumbers } from './attempts/attempt-numbers.ts';
import { AttemptTimes } from './attempts/attempt-times.ts';
import { attempts, isOverdue } from './attempts/attempt.ts';
import { barredNow } from './attempts/starting.ts';
import { rulesOfStudent } from './exceptions/rules-of-student.ts';
import { pageCount } from './paper/make-paper.ts';
import { courseOf, quizzes, type Existing } from './quiz.ts';

/** What a student is told before an attempt begins: the rules as they hold for them, and whether one can begin now. */
export class GetEntry extends Query<QuizEntry> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

const fullScore = ({ questions, draws }: Existing): number =>
  points(
    [...questions.map(({ question }) => question.mark), ...Object.values(draws).map(({ mark }) => mark)].reduce(
      (sum, mark) => sum + mark,
      0,
    ),
  );

/** It asks the streams alone, as the start itself does: it is there also while the read models are not. */
@QueryHandler(GetEntry)
export class GetEntryHandler implements IQueryHandler<GetEntry> {
  constructor(
    private readonly streams: Streams,
    private readonly numbers: AttemptNumbers,
    private readonly times: AttemptTimes,
    private readonly clock: Clock,
  ) {}

  async execute({ who, quizId }: GetEntry): Promise<QuizEntry> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }, { state: roster }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
      this.streams.look(rosters, courseId),
    ]);
    if (quiz.phase === 'none' || !mayKnow(course, who) || (quiz.phase === 'draft' && !isStaff(course, who)))
      throw new Refused({ code: 'quiz-not-found' });
    const enrolled = isEnrolled(roster, who.personId);
    if (!enrolled && !isStaff(course, who)) throw new Refused({ code: 'not-enrolled' });
    const now = this.clock.now();
    const rules = enrolled ? await rulesOfStudent(this.streams.see, quiz, who.personId) : quiz.rules;
    const { used, open, barred } = await this.standing(quiz, rules, who.personId, now);
    const { title, order, access } = quiz;
    return {
      quizId,
      courseId,
      courseTitle: course.title,
      title,
      questions: order.length,
      maxScore: fullScore(quiz),
      pages: pageCount(order.length, rules.questionsPerPage),
      rules: shownRules(rules),
      password: access !== null,
      used,
      open,
      barred: enrolled ? barred : { code: 'not-enrolled', at: null },
      serverTime: now,
    };
  }

  private async standing(
    { quizId }: Existing,
    rules: QuizRules,
    personId: Id,
    now: Instant,
  ): Promise<Pick<QuizEntry, 'used' | 'open' | 'barred'>> {
    const used = await this.numbers.findFrom(quizId, personId, (await this.numbers.last(quizId, personId))?.number ?? 0);
    const last = attemptIdOf(quizId, personId, used);
    const attempt = used === 0 ? undefined : (await this.streams.look(attempts, last)).state;
    if (attempt?.phase === 'open' && !isOverdue(attempt, now)) return { used, open: last, barred: null };
    const lastEnded = rules.delaySeconds > 0 && used > 0 ? (await this.times.of(last)).endedAt : null;
    const bar = barredNow(rules, { number: used + 1, lastEnded, now });
    const at = bar?.more?.['at'];
    return { used, open: null, barred: bar && { code: bar.code, at: typeof at === 'string' ? at : null } };
  }
}
