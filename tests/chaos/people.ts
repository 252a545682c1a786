/** The people of the simulated academy, each of whom does one thing after the other until they are told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../harness/academy.ts';
import type { Answer, Api, Method, Person } from '../harness/client.ts';
import { insist } from '../faults/insist.ts';
import { Acknowledged, type Kind } from './acknowledged.ts';
import { randomFrom } from '../../backend/src/quizzes/paper/shuffle.ts';
import { between, pick, type Random } from './random.ts';

/** How long people think between two things that they do, in milliseconds. */
const PAUSE = { least: 200, most: 4000 };

/** What everybody works on. */
export interface School {
  readonly courses: readonly { courseId: string; quizId: string; instructor: Person; seats: number }[];
  readonly instructors: readonly Person[];
  readonly students: readonly Person[];
  readonly webinars: readonly { webinarId: string; seats: number }[];
  /** Who is in which course to begin with: `COURSE PERSON`. */
  readonly enrolled: readonly string[];
}

/** One thing that somebody does, with the commands it takes. */
export type Deed = (doing: Doing) => Promise<void>;

/** What a deed is given: who does it, on what, and how commands are given. */
export interface Doing {
  readonly who: Person;
  readonly school: School;
  readonly random: Random;
  readonly acknowledged: Acknowledged;
  /** A number that nobody else gets. */
  next(): number;
  /** A command, sent until it is answered; a refusal with its reason (409, or another with a `fair` code) gives nothing. */
  command<Body>(method: Method, path: string, body?: unknown, fair?: readonly string[]): Promise<Answer<Body> | undefined>;
  /** A query. While things are broken it may be answered with 503, or not at all; with 500 never. */
  look(path: string): Promise<void>;
  note(kind: Kind, data: Readonly<Record<string, unknown>>): void;
}

const isReasoned = (answer: Answer, fair: readonly string[]): boolean =>
  Boolean(answer.problem?.detail) && (answer.status === 409 || fair.includes(answer.problem!.code));

/** What may be answered to who looks: 503 while things are broken, and that one has to be enrolled. */
const isFairLook = ({ status, problem }: Answer): boolean => status === 200 || status === 503 || problem?.code === 'not-enrolled';

export class People {
  readonly acknowledged: Acknowledged;
  /** What no fault excuses. */
  readonly surprises: string[] = [];
  refusals = 0;
  repeats = 0;
  looks = 0;
  private readonly ending = new AbortController();
  private working: Promise<unknown> = Promise.resolve();
  private numbers = 0;

  constructor(
    private readonly school: School,
    private readonly seed: number,
  ) {
    this.acknowledged = new Acknowledged(school.enrolled);
  }

  begin(deeds: { readonly students: readonly Deed[]; readonly instructors: readonly Deed[] }): void {
    const { students, instructors } = this.school;
    const everybody = [
      ...students.map((who) => ({ who, deeds: deeds.students })),
      ...instructors.map((who) => ({ who, deeds: deeds.instructors })),
    ];
    this.working = inParallel(everybody, everybody.length, ({ who, deeds: own }) => this.live(who, own, this.seed + this.next()));
  }

  /** Lets everybody finish what they are at: after it no command is open. */
  async finish(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private next = (): number => ++this.numbers;

  private async live(who: Person, deeds: readonly Deed[], seed: number): Promise<void> {
    const random = randomFrom(String(seed));
    const doing = this.doing(who, random);
    const { signal } = this.ending;
    while (!signal.aborted && this.surprises.length === 0) {
      await sleep(between(random, PAUSE.least, PAUSE.most), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const deed = pick(random, deeds);
      await deed(doing).catch((error: Error) => void this.surprises.push(`${deed.name}: ${error.message}`));
    }
  }

  private doing(who: Person, random: Random): Doing {
    const { school, acknowledged, next } = this;
    return {
      who,
      school,
      random,
      acknowledged,
      next,
      note: (kind, data) => acknowledged.note(kind, data),
      command: async <Body>(method: Method, path: string, body?: unknown, fair: readonly string[] = []) => {
        const repeated = () => void this.repeats++;
        const answer = await insist<Body>(who, { method, path, body, fair: (one) => isReasoned(one, fair), repeated });
        if (typeof answer === 'string') this.surprises.push(answer);
        else if (answer.problem) this.refusals++;
        else return answer;
        return undefined;
      },
      look: async (path) => {
        this.looks++;
        const answer = await who.try('GET', path, undefined, { signal: AbortSignal.timeout(15_000) }).catch(() => undefined);
        if (answer?.status === 401) await who.signInAgain().catch(() => undefined);
        else if (answer && !isFairLook(answer))
          this.surprises.push(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
      },
    };
  }
}

/** The same people, who reach the academy by another address. */
export const through = async (api: Api, people: readonly Person[]): Promise<Person[]> =>
  inParallel(people, 4, ({ credentials }) => api.signIn(credentials));
