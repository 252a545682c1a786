import type { AttemptEvent, AttemptStarted, Id, Instant, QuizRules } from '@lyceum/contracts';
import { DEFAULT_RULES, termsOf } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { firstTry, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Seen } from '../../deciding/stream-states.ts';
import { Streams } from '../../deciding/streams.ts';
import { isEnrolled, rosters, type Roster } from '../../enrolments/roster.ts';
import { draw, type Drawn } from '../bank/drawing.ts';
import { makePaper } from '../paper/make-paper.ts';
import { tooLarge } from '../paper/paper-size.ts';
import { publicPaper } from '../paper/public-paper.ts';
import { rulesOfStudent } from '../exceptions/rules-of-student.ts';
import { QuizPasswords } from '../quiz-passwords.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';
import { attemptIdOf } from './attempt-id.ts';
import { AttemptNumbers } from './attempt-numbers.ts';
import { AttemptTimes } from './attempt-times.ts';
import { attempts, isOverdue, type Attempt, type Open } from './attempt.ts';
import { EarlierStarts } from './earlier-starts.ts';
import { EndOverdue } from './end-overdue.ts';
import { PasswordTries } from './password-tries.ts';
import { barredNow, deadlineOf } from './starting.ts';

/** A student takes a quiz. While an attempt is open it is that one they get, so that none is lost by asking twice. */
export class StartAttempt extends Command<Written<AttemptStarted>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly password?: string,
  ) {
    super();
  }
}

interface Asked {
  readonly attemptId: Id;
  readonly studentId: Id;
  readonly number: number;
  /** The digest of the password that was given; undefined where none was. */
  readonly access?: string | undefined;
  readonly now: Instant;
}

/** What a start looks at besides the attempt itself. */
interface Around {
  readonly quiz: Quiz;
  readonly roster: Roster;
  /** What was drawn for the quiz's random places; undefined where the bank has too few questions. */
  readonly drawn: ReadonlyMap<Id, Drawn> | undefined;
  /** The rules of the quiz as they hold for this student. */
  readonly rules: QuizRules;
  readonly lastEnded: Instant | null;
}

const NOT_ENOUGH = 'The quiz draws its questions by chance and there are too few to draw from: tell its instructor.';

export function decide(
  attempt: Attempt,
  { quiz, roster, drawn, rules, lastEnded }: Around,
  { attemptId, studentId, number, access, now }: Asked,
): Decision<AttemptEvent> {
  if (attempt.phase !== 'none') return nothing();
  if (quiz.phase === 'none') return refuse('quiz-not-found');
  if (!isEnrolled(roster, studentId)) return refuse('not-enrolled');
  if (quiz.phase === 'draft') return refuse('quiz-not-found');
  const { quizId, courseId } = quiz;
  const bar = barredNow(rules, { number, lastEnded, now });
  if (bar) return refuse(bar.code, bar);
  if (quiz.access !== null && access !== quiz.access) return refuse(access === undefined ? 'password-needed' : 'wrong-password');
  if (!drawn) return refuse('not-enough-questions', { detail: NOT_ENOUGH });
  const deadline = deadlineOf(rules, now);
  const paper = makePaper(quiz, attemptId, drawn);
  if (drawn.size > 0 && tooLarge(paper.slots)) return refuse('quiz-too-large');
  const terms = termsOf(rules);
  return accept({ type: 'quizzes.AttemptStarted.v2', data: { attemptId, quizId, courseId, studentId, number, paper, deadline, terms } });
}

/** Which attempt is to begin, and for whom. */
interface Starting {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly number: number;
  readonly who: Asker;
  readonly password: string | undefined;
}

/** How often a start may find that somebody, elsewhere, has started and submitted the attempt it was about to start. */
const ROUNDS = 20;

@CommandHandler(StartAttempt)
export class StartAttemptHandler implements ICommandHandler<StartAttempt> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly numbers: AttemptNumbers,
    private readonly earlier: EarlierStarts,
    private readonly times: AttemptTimes,
    private readonly passwords: QuizPasswords,
    private readonly tries: PasswordTries,
  ) {}

  async execute({ context, who, quizId, password }: StartAttempt): Promise<Written<AttemptStarted>> {
    const studentId = who.personId;
    const earlier = context.repeated ? await this.earlier.by(context, quizId, studentId) : undefined;
    if (earlier) return earlier;
    const courseId = await courseOf(this.streams, quizId);
    for (let round = 0; round < ROUNDS; round++) {
      const last = await this.numbers.last(quizId, studentId);
      const number = (last?.number ?? 0) + 1;
      const seen = last?.seen.state.phase === 'open' ? last.seen : await this.start({ quizId, courseId, number, who, password }, context);
      const attempt = seen.state;
      if (attempt.phase === 'open' && !isOverdue(attempt, context.at)) {
        this.numbers.know(quizId, studentId, attempt.number);
        return answer(seen, shown(attempt, context.at));
      }
      if (attempt.phase === 'open') await this.commands.execute(new EndOverdue(firstTry(null, context.at), attempt.attemptId));
      await this.numbers.findFrom(quizId, studentId, attempt.phase === 'open' ? attempt.number : number);
    }
    throw new Refused({ code: 'changed-meanwhile' });
  }

  /** Starts attempt `number`, or finds it there. */
  private start({ quizId, courseId, number, who, password }: Starting, context: CommandContext): Promise<Seen<Attempt>> {
    const studentId = who.personId;
    const attemptId = attemptIdOf(quizId, studentId, number);
    const access = password === undefined ? undefined : this.passwords.digest(quizId, password);
    const asked = { attemptId, studentId, number, access, now: context.at };
    const start = () =>
      this.streams.decide(attempts, attemptId, context, (attempt, around: Around) => decide(attempt, around, asked), {
        creating: true,
        seeing: async (see) => {
          const [quiz, roster] = await Promise.all([see(quizzes, quizId), see(rosters, courseId)]);
          if (quiz.phase === 'none') return { quiz, roster, drawn: undefined, rules: DEFAULT_RULES, lastEnded: null };
          const [drawn, rules] = await Promise.all([draw(see, quiz, attemptId), rulesOfStudent(see, quiz, studentId)]);
          const lastEnded = rules.delaySeconds > 0 && number > 1 ? await this.endOf(quizId, studentId, number - 1) : null;
          return { quiz, roster, drawn, rules, lastEnded };
        },
      });
    const started = password === undefined ? start() : this.tries.limited(quizId, studentId, start);
    return started.catch((error: unknown) => this.unknown(error, quizId, courseId, who));
  }

  private async endOf(quizId: Id, studentId: Id, number: number): Promise<Instant | null> {
    return (await this.times.of(attemptIdOf(quizId, studentId, number))).endedAt;
  }

  /** To somebody who may not know of the quiz, a draft or one of a course that they do not see, it is not there at all. */
  private async unknown(error: unknown, quizId: Id, courseId: Id, who: Asker): Promise<never> {
    if (error instanceof Refused && error.refusal.code === 'not-enrolled') {
      const { state: quiz } = await this.streams.look(quizzes, quizId);
      const { state: course } = await this.streams.look(courses, courseId);
      if (barredFrom(quiz, course, who) === 'quiz-not-found') throw new Refused({ code: 'quiz-not-found' });
    }
    throw error;
  }
}

const shown = ({ attemptId, number, paper, deadline, terms }: Open, serverTime: Instant): AttemptStarted => ({
  attemptId,
  number,
  paper: publicPaper(paper, terms),
  deadline,
  serverTime,
});
