/**
 * People who go on working while processes are killed: some take quizzes and save answers one by one, others enrol and leave. Like a good
 * client each repeats a command under the same Idempotency-Key until it is answered, so that in the end every command was acknowledged
 * exactly once, and the log must hold exactly what the acknowledgements say.
 */
import type { AttemptStarted, Submitted } from '@lyceum/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Academy } from '../harness/academy.ts';
import type { Answer, Method, Person } from '../harness/client.ts';
import { insist } from './insist.ts';

/** What was answered with success, by what the log must hold because of it. */
export interface Acknowledged {
  readonly started: { attemptId: string; studentId: string }[];
  readonly saved: { attemptId: string; slot: number; sequence: number }[];
  readonly submitted: { attemptId: string; score: number | null }[];
  readonly enrolled: { studentId: string }[];
  readonly left: { studentId: string }[];
}

export class Workload {
  readonly acknowledged: Acknowledged = { started: [], saved: [], submitted: [], enrolled: [], left: [] };
  /** Answers that no fault excuses: a 500, or a refusal of what is allowed. */
  readonly surprises: string[] = [];
  /** How often a command had to be repeated because of a lost connection or a 503. */
  repeats = 0;
  private readonly academy: Academy;
  private readonly work: Promise<unknown>[] = [];
  private going = true;

  /** `takers` of the students take quizzes, the others enrol in `rosterId` and leave again. */
  constructor(academy: Academy, rosterId: string, takers: number) {
    this.academy = academy;
    academy.students.forEach((student, index) => {
      this.work.push(this.loop(() => (index < takers ? this.takeQuiz(student, index) : this.comeAndGo(student, rosterId))));
    });
  }

  get commands(): number {
    return Object.values(this.acknowledged).reduce((sum, list: readonly unknown[]) => sum + list.length, 0);
  }

  /** Lets everybody finish what they are at: after it no command is open. */
  async finish(): Promise<void> {
    this.going = false;
    await Promise.all(this.work);
  }

  private async loop(round: () => Promise<void>): Promise<void> {
    while (this.going && this.surprises.length === 0) await round();
  }

  private async takeQuiz(student: Person, index: number): Promise<void> {
    const { academy, acknowledged } = this;
    const started = await this.command<AttemptStarted>(student, 'POST', `/api/quizzes/${academy.quizId}/attempts`);
    if (!started) return;
    const { attemptId, paper } = started.body;
    acknowledged.started.push({ attemptId, studentId: student.personId });
    const right = (acknowledged.submitted.length + index) % (paper.questions.length + 1);
    for (const [key, answer] of Object.entries(academy.answers(paper, right))) {
      const [slot, sequence] = [Number(key), Number(key)];
      const saved = await this.command(student, 'PUT', `/api/attempts/${attemptId}/answers/${slot}`, { answer, sequence });
      if (!saved) return;
      acknowledged.saved.push({ attemptId, slot, sequence });
    }
    const submitted = await this.command<Submitted>(student, 'POST', `/api/attempts/${attemptId}/submission`, {});
    if (!submitted) return;
    acknowledged.submitted.push({ attemptId, score: submitted.body.score });
    if (submitted.body.score !== right)
      this.surprises.push(`attempt ${attemptId}: ${right} answers were right, the score is ${submitted.body.score}`);
  }

  private async comeAndGo(student: Person, rosterId: string): Promise<void> {
    const path = `/api/courses/${rosterId}/enrolments`;
    await sleep(20);
    const enrolled = await this.command(student, 'POST', path, undefined, 'no-seats-left');
    if (enrolled?.status !== 201) return;
    this.acknowledged.enrolled.push({ studentId: student.personId });
    await sleep(20);
    if (await this.command(student, 'DELETE', `${path}/me`)) this.acknowledged.left.push({ studentId: student.personId });
  }

  /** Until it is answered, by success or by the one refusal that is `fair`. */
  private async command<Body>(
    person: Person,
    method: Method,
    path: string,
    body?: unknown,
    fair?: string,
  ): Promise<Answer<Body> | undefined> {
    const answer = await insist<Body>(person, {
      method,
      path,
      body,
      fair: ({ problem }) => fair !== undefined && problem?.code === fair,
      repeated: () => void this.repeats++,
    });
    if (typeof answer !== 'string') return answer;
    this.surprises.push(answer);
    return undefined;
  }
}
