import type { Id, Role } from '@lyceum/contracts';
import { Streams } from '../deciding/streams.ts';
import { Enrol } from '../enrolments/enrol.ts';
import { Leave } from '../enrolments/leave.ts';
import { attempts } from '../quizzes/attempts/attempt.ts';
import { SaveAnswer } from '../quizzes/attempts/save-answer.ts';
import { StartAttempt } from '../quizzes/attempts/start-attempt.ts';
import { SubmitAttempt } from '../quizzes/attempts/submit-attempt.ts';
import { randomFrom } from '../quizzes/paper/shuffle.ts';
import { answersOf } from './answering.ts';
import { COURSES } from './courses/courses.ts';
import type { Director } from './director.ts';
import { join, type Founded } from './founding.ts';
import { LEARNERS } from './people.ts';
import type { AttemptStep, Step, Story } from './timeline.ts';

/** How many answers a student saves one by one before handing in the rest; a screen saves each, the demo some. */
const SAVED = 3;
const ROLES: readonly Role[] = ['student'];

/** Lets the students live their stories, some at a time. */
export class Living {
  constructor(
    private readonly director: Director,
    private readonly streams: Streams,
    private readonly academy: readonly Founded[],
    private readonly told: (what: 'enrolments' | 'attempts') => void,
  ) {}

  async live(story: Story, joined: () => void): Promise<void> {
    const person = LEARNERS[story.learner];
    if (!person) return;
    const studentId = await join(this.director, person, story.joins);
    joined();
    for (const [index, step] of story.steps.entries()) await this.take(step, `${person.email} ${index}`, studentId, story.ability);
  }

  private async take(step: Step, name: string, studentId: Id, ability: number): Promise<void> {
    const { director } = this;
    const founded = this.academy[step.course];
    if (!founded) return;
    const { courseId } = founded;
    if (step.kind === 'attempt') {
      await this.attempt(step, founded.quizIds[step.quiz] ?? '', studentId, ability);
      this.told('attempts');
      return;
    }
    const context = director.context(name, studentId, step.at);
    if (step.kind === 'enrol') {
      await director.giveOnce(new Enrol(context, { personId: studentId, roles: ROLES }, courseId));
      this.told('enrolments');
    } else await director.giveOnce(new Leave(context, studentId, courseId));
  }

  /** One attempt, from the paper to the grade; what an earlier load has handed in already is left as it is. */
  private async attempt(step: AttemptStep, quizId: Id, studentId: Id, ability: number): Promise<void> {
    const { director } = this;
    const { seed, at } = step;
    const random = randomFrom(seed);
    const who = { personId: studentId, roles: ROLES };
    const { attemptId } = (await director.give(new StartAttempt(director.context(`${seed} start`, studentId, at), who, quizId))).body;
    const { state } = await this.streams.look(attempts, attemptId, Number.POSITIVE_INFINITY);
    if (state.phase !== 'open') return;
    const answers = answersOf(state.paper, ability, random);
    let clock = at;
    const timeLimit = COURSES[step.course]?.quizzes[step.quiz]?.timeLimitSeconds ?? Number.POSITIVE_INFINITY;
    const pace = Math.min((0.5 + random()) * (40_000 + 20_000 * random()), (900 * timeLimit) / state.paper.slots.length);
    // The deadline of a timed attempt is long past by the clock of the academy, which would hand it in between two of its answers.
    const saved = step.handsIn && timeLimit < Number.POSITIVE_INFINITY ? 0 : SAVED;
    for (const [slot, answer] of Object.entries(answers).slice(0, saved)) {
      const context = director.context(`${seed} answer ${slot}`, studentId, (clock += pace));
      await director.giveOnce(new SaveAnswer(context, studentId, attemptId, Number(slot), answer, 1));
    }
    if (!step.handsIn) return;
    clock += pace * Math.max(1, Object.keys(answers).length - saved);
    await director.give(new SubmitAttempt(director.context(`${seed} submit`, studentId, clock), who, attemptId, answers));
  }
}
