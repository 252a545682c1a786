import type { AttemptEvent, AttemptStarted, Id, Instant } from '@lyceum/contracts';
import { instant, termsOf } from '@lyceum/contracts';
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
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';
import { attemptIdOf } from './attempt-id.ts';
import { AttemptNumbers } from './attempt-numbers.ts';
import { attempts, isOver, type Attempt, type Open } from './attempt.ts';
import { EarlierStarts } from './earlier-starts.ts';
import { SubmitExpired } from './submit-expired.ts';

/** A student takes a quiz. While an attempt is open it is that one they get, so that none is lost by asking twice. */
export class StartAttempt extends Command<Written<AttemptStarted>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

interface Asked {
  readonly attemptId: Id;
  readonly studentId: Id;
  readonly number: number;
  readonly now: Instant;
}

/** What a start looks at besides the attempt itself. */
interface Around {
  readonly quiz: Quiz;
  readonly roster: Roster;
  /** What was drawn for the quiz's random places; undefined where the bank has too few questions. */
  readonly drawn: ReadonlyMap<Id, Drawn> | undefined;
}

const NOT_ENOUGH = 'The quiz draws its questions by chance and there are too few to draw from: tell its instructor.';

export function decide(
  attempt: Attempt,
  { quiz, roster, drawn }: Around,
  { attemptId, studentId, number, now }: Asked,
): Decision<AttemptEvent> {
  if (attempt.phase !== 'none') return nothing();
  if (quiz.phase === 'none') return refuse('quiz-not-found');
  if (!isEnrolled(roster, studentId)) return refuse('not-enrolled');
  if (quiz.phase === 'draft') return refuse('quiz-not-found');
  const { quizId, courseId, rules } = quiz;
  if (rules.attemptsAllowed !== null && number > rules.attemptsAllowed) return refuse('no-attempts-left');
  if (!drawn) return refuse('not-enough-questions', { detail: NOT_ENOUGH });
  const deadline = rules.timeLimitSeconds === null ? null : instant(Date.parse(now) + rules.timeLimitSeconds * 1000);
  const paper = makePaper(quiz, attemptId, drawn);
  if (drawn.size > 0 && tooLarge(paper.slots)) return refuse('quiz-too-large');
  const terms = termsOf(rules);
  return accept({ type: 'quizzes.AttemptStarted.v2', data: { attemptId, quizId, courseId, studentId, number, paper, deadline, terms } });
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
  ) {}

  async execute({ context, who, quizId }: StartAttempt): Promise<Written<AttemptStarted>> {
    const studentId = who.personId;
    const earlier = context.repeated ? await this.earlier.by(context, quizId, studentId) : undefined;
    if (earlier) return earlier;
    const courseId = await courseOf(this.streams, quizId);
    for (let round = 0; round < ROUNDS; round++) {
      const last = await this.numbers.last(quizId, studentId);
      const number = (last?.number ?? 0) + 1;
      const seen = last?.seen.state.phase === 'open' ? last.seen : await this.start({ quizId, courseId, number, who }, context);
      const attempt = seen.state;
      if (attempt.phase === 'open' && !isOver(attempt, context.at)) {
        this.numbers.know(quizId, studentId, attempt.number);
        return answer(seen, shown(attempt, context.at));
      }
      if (attempt.phase === 'open') await this.commands.execute(new SubmitExpired(firstTry(null, context.at), attempt.attemptId));
      await this.numbers.findFrom(quizId, studentId, attempt.phase === 'open' ? attempt.number : number);
    }
    throw new Refused({ code: 'changed-meanwhile' });
  }

  /** Starts attempt `number`, or finds it there. */
  private start(
    { quizId, courseId, number, who }: { quizId: Id; courseId: Id; number: number; who: Asker },
    context: CommandContext,
  ): Promise<Seen<Attempt>> {
    const attemptId = attemptIdOf(quizId, who.personId, number);
    const asked = { attemptId, studentId: who.personId, number, now: context.at };
    return this.streams
      .decide(attempts, attemptId, context, (attempt, around: Around) => decide(attempt, around, asked), {
        creating: true,
        seeing: async (see) => {
          const [quiz, roster] = await Promise.all([see(quizzes, quizId), see(rosters, courseId)]);
          const drawn = quiz.phase === 'none' ? undefined : await draw(see, quiz, attemptId);
          return { quiz, roster, drawn };
        },
      })
      .catch((error: unknown) => this.unknown(error, quizId, courseId, who));
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
